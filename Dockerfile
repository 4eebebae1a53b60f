FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /bot
COPY requirements.txt requirements-postgres.txt ./
RUN pip install --no-cache-dir -r requirements-postgres.txt && useradd --system bot
COPY services services
COPY handlers handlers
COPY bot bot
COPY data/catalogue data/catalogue
COPY data/models data/models
COPY data/manifest.json data/manifest.json
USER bot
EXPOSE 8080
HEALTHCHECK CMD test -z "$WEBHOOK_URL" || python -c "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '8080') + '/salud')"
CMD ["python", "-m", "bot"]
