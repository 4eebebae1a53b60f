"""The part of the Bot API's published table that a bot like this one needs (Bot API 10.1).

A name ends in ``!`` where it is required; ``A|B`` is either type, ``[A]`` an array of A. What is
not written here (business accounts, payments, rich messages) is refused as unknown.
"""

from typing import NamedTuple


class Field(NamedTuple):
    """One parameter of a method, or one field of an object."""

    types: tuple[str, ...]
    required: bool


Table = dict[str, dict[str, Field]]


def _table(specs: dict[str, str]) -> Table:
    """Turns ``"a!:Integer b:[String]"`` into fields by name, for each name of ``specs``."""
    table: Table = {}
    for name, spec in specs.items():
        pairs = [word.split(":", 1) for word in spec.split()]
        table[name] = {
            key.rstrip("!"): Field(tuple(kinds.split("|")), key.endswith("!"))
            for key, kinds in pairs
        }
    return table


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


METHODS = _table(
    {
        "getMe": "",
        "getUpdates": "offset:Integer limit:Integer timeout:Integer allowed_updates:[String]",
        "setWebhook": (
            "url!:String certificate:InputFile ip_address:String max_connections:Integer "
            "allowed_updates:[String] drop_pending_updates:Boolean secret_token:String"
        ),
        "deleteWebhook": "drop_pending_updates:Boolean",
        "getWebhookInfo": "",
        "sendMessage": (
            "chat_id!:Integer|String message_thread_id:Integer text!:String parse_mode:String "
            "entities:[MessageEntity] link_preview_options:LinkPreviewOptions "
            "disable_notification:Boolean protect_content:Boolean allow_paid_broadcast:Boolean "
            "message_effect_id:String reply_parameters:ReplyParameters "
            "reply_markup:ReplyMarkup"
        ),
        "sendPhoto": (
            "chat_id!:Integer|String message_thread_id:Integer photo!:InputFile|String "
            "caption:String parse_mode:String caption_entities:[MessageEntity] "
            "show_caption_above_media:Boolean has_spoiler:Boolean disable_notification:Boolean "
            "protect_content:Boolean allow_paid_broadcast:Boolean message_effect_id:String "
            "reply_parameters:ReplyParameters reply_markup:ReplyMarkup"
        ),
        "sendChatAction": "chat_id!:Integer|String message_thread_id:Integer action!:String",
        "editMessageText": (
            "chat_id:Integer|String message_id:Integer inline_message_id:String text:String "
            "parse_mode:String entities:[MessageEntity] link_preview_options:LinkPreviewOptions "
            "reply_markup:InlineKeyboardMarkup"
        ),
        "editMessageReplyMarkup": (
            "chat_id:Integer|String message_id:Integer inline_message_id:String "
            "reply_markup:InlineKeyboardMarkup"
        ),
        "editMessageCaption": (
            "chat_id:Integer|String message_id:Integer inline_message_id:String caption:String "
            "parse_mode:String caption_entities:[MessageEntity] show_caption_above_media:Boolean "
            "reply_markup:InlineKeyboardMarkup"
        ),
        "editMessageMedia": (
            "chat_id:Integer|String message_id:Integer inline_message_id:String media!:InputMedia "
            "reply_markup:InlineKeyboardMarkup"
        ),
        "deleteMessage": "chat_id!:Integer|String message_id!:Integer",
        "answerCallbackQuery": (
            "callback_query_id!:String text:String show_alert:Boolean url:String cache_time:Integer"
        ),
        "answerInlineQuery": (
            "inline_query_id!:String results!:[InlineQueryResult] cache_time:Integer "
            "is_personal:Boolean next_offset:String button:InlineQueryResultsButton"
        ),
        "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code:String",
        "getMyCommands": "scope:BotCommandScope language_code:String",
        "deleteMyCommands": "scope:BotCommandScope language_code:String",
        "setMyDescription": "description:String language_code:String",
        "setMyShortDescription": "short_description:String language_code:String",
        "setMyName": "name:String language_code:String",
        "getChat": "chat_id!:Integer|String",
        "getChatMember": "chat_id!:Integer|String user_id!:Integer",
        "getFile": "file_id!:String",
    }
)

OBJECTS = _table(
    {
        "ReplyParameters": (
            "message_id!:Integer chat_id:Integer|String allow_sending_without_reply:Boolean "
            "quote:String quote_parse_mode:String quote_entities:[MessageEntity] "
            "quote_position:Integer"
        ),
        "LinkPreviewOptions": (
            "is_disabled:Boolean url:String prefer_small_media:Boolean prefer_large_media:Boolean "
            "show_above_text:Boolean"
        ),
        "MessageEntity": (
            "type!:String offset!:Integer length!:Integer url:String user:User language:String "
            "custom_emoji_id:String unix_time:Integer date_time_format:String"
        ),
        "User": (
            "id!:Integer is_bot!:Boolean first_name!:String last_name:String username:String "
            "language_code:String is_premium:Boolean added_to_attachment_menu:Boolean "
            "can_join_groups:Boolean can_read_all_group_messages:Boolean "
            "supports_guest_queries:Boolean supports_inline_queries:Boolean "
            "can_connect_to_business:Boolean has_main_web_app:Boolean has_topics_enabled:Boolean "
            "allows_users_to_create_topics:Boolean can_manage_bots:Boolean "
            "supports_join_request_queries:Boolean"
        ),
        "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
        "InlineKeyboardButton": (
            "text!:String icon_custom_emoji_id:String style:String url:String callback_data:String "
            "web_app:WebAppInfo switch_inline_query:String switch_inline_query_current_chat:String "
            "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton"
        ),
        "CopyTextButton": "text!:String",
        "SwitchInlineQueryChosenChat": (
            "query:String allow_user_chats:Boolean allow_bot_chats:Boolean "
            "allow_group_chats:Boolean allow_channel_chats:Boolean"
        ),
        "WebAppInfo": "url!:String",
        "ReplyKeyboardMarkup": (
            "keyboard!:[[KeyboardButton]] is_persistent:Boolean resize_keyboard:Boolean "
            "one_time_keyboard:Boolean input_field_placeholder:String selective:Boolean"
        ),
        "KeyboardButton": (
            "text!:String icon_custom_emoji_id:String style:String request_contact:Boolean "
            "request_location:Boolean web_app:WebAppInfo"
        ),
        "ReplyKeyboardRemove": "remove_keyboard!:Boolean selective:Boolean",
        "ForceReply": "force_reply!:Boolean input_field_placeholder:String selective:Boolean",
        "InlineQueryResultArticle": (
            "type!:String id!:String title!:String input_message_content!:InputMessageContent "
            "reply_markup:InlineKeyboardMarkup url:String description:String thumbnail_url:String "
            "thumbnail_width:Integer thumbnail_height:Integer"
        ),
        "InlineQueryResultPhoto": (
            "type!:String id!:String photo_url!:String thumbnail_url!:String photo_width:Integer "
            "photo_height:Integer title:String description:String caption:String parse_mode:String "
            "caption_entities:[MessageEntity] show_caption_above_media:Boolean "
            "reply_markup:InlineKeyboardMarkup input_message_content:InputMessageContent"
        ),
        "InlineQueryResultCachedPhoto": (
            "type!:String id!:String photo_file_id!:String title:String description:String "
            "caption:String parse_mode:String caption_entities:[MessageEntity] "
            "show_caption_above_media:Boolean reply_markup:InlineKeyboardMarkup "
            "input_message_content:InputMessageContent"
        ),
        "InlineQueryResultsButton": "text!:String web_app:WebAppInfo start_parameter:String",
        "InputTextMessageContent": (
            "message_text!:String parse_mode:String entities:[MessageEntity] "
            "link_preview_options:LinkPreviewOptions"
        ),
        "InputMediaPhoto": (
            "type!:String media!:String caption:String parse_mode:String "
            "caption_entities:[MessageEntity] show_caption_above_media:Boolean has_spoiler:Boolean"
        ),
        "BotCommand": "command!:String description!:String",
        "BotCommandScopeDefault": "type!:String",
        "BotCommandScopeAllPrivateChats": "type!:String",
        "BotCommandScopeAllGroupChats": "type!:String",
        "BotCommandScopeAllChatAdministrators": "type!:String",
        "BotCommandScopeChat": "type!:String chat_id!:Integer|String",
        "BotCommandScopeChatAdministrators": "type!:String chat_id!:Integer|String",
        "BotCommandScopeChatMember": "type!:String chat_id!:Integer|String user_id!:Integer",
    }
)

# Types that stand for one of several objects: the field that tells which, and the object for each
# of its values. None: the field is there, whatever its value.
UNIONS: dict[str, list[tuple[str, str | None, str]]] = {
    "InlineQueryResult": [
        ("type", "article", "InlineQueryResultArticle"),
        ("photo_file_id", None, "InlineQueryResultCachedPhoto"),
        ("type", "photo", "InlineQueryResultPhoto"),
    ],
    "InputMessageContent": [("message_text", None, "InputTextMessageContent")],
    "InputMedia": [("type", "photo", "InputMediaPhoto")],
    "BotCommandScope": [
        ("type", "default", "BotCommandScopeDefault"),
        ("type", "all_private_chats", "BotCommandScopeAllPrivateChats"),
        ("type", "all_group_chats", "BotCommandScopeAllGroupChats"),
        ("type", "all_chat_administrators", "BotCommandScopeAllChatAdministrators"),
        ("type", "chat", "BotCommandScopeChat"),
        ("type", "chat_administrators", "BotCommandScopeChatAdministrators"),
        ("type", "chat_member", "BotCommandScopeChatMember"),
    ],
    "ReplyMarkup": [
        ("inline_keyboard", None, "InlineKeyboardMarkup"),
        ("keyboard", None, "ReplyKeyboardMarkup"),
        ("remove_keyboard", None, "ReplyKeyboardRemove"),
        ("force_reply", None, "ForceReply"),
    ],
}

CHAT_ACTIONS = _words(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note"
)

UPDATE_TYPES = _words(
    "message edited_message channel_post edited_channel_post business_connection "
    "business_message edited_business_message deleted_business_messages guest_message "
    "message_reaction message_reaction_count inline_query chosen_inline_result callback_query "
    "shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member "
    "chat_member chat_join_request chat_boost removed_chat_boost managed_bot"
)

# Sent only to bots that ask for them by name.
OPT_IN_UPDATES = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
