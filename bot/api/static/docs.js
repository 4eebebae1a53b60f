// Asks a question of the page and shows the answer below it.
for (const form of document.forms) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = form.elements.typed.value;
    const shown = form.parentElement.querySelector("pre");
    const post = form.dataset.field;
    const address = post ? form.dataset.path : form.dataset.path + encodeURIComponent(typed);
    const options = post
      ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ [post]: typed }) }
      : {};
    shown.textContent = "…";
    try {
      const answer = await fetch(address, options);
      shown.textContent = `${answer.status}\n${JSON.stringify(await answer.json(), null, 2)}`;
    } catch {
      shown.textContent = "No hay respuesta: prueba otra vez dentro de un momento.";
    }
  });
}
