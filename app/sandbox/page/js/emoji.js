// Emoji by the short names Slack uses, with no picture files: the characters of the visitor's own font.

const TABLE = `
  smile 😄|smiley 😃|grinning 😀|grin 😁|laughing 😆|satisfied 😆|joy 😂|rofl 🤣|rolling_on_the_floor_laughing 🤣
  slightly_smiling_face 🙂|upside_down_face 🙃|wink 😉|blush 😊|innocent 😇|heart_eyes 😍|star-struck 🤩
  kissing_heart 😘|yum 😋|sunglasses 😎|nerd_face 🤓|thinking_face 🤔|thinking 🤔|face_with_raised_eyebrow 🤨
  neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒|face_with_rolling_eyes 🙄|grimacing 😬
  relieved 😌|pensive 😔|sleepy 😪|sleeping 😴|mask 😷|face_with_thermometer 🤒|exploding_head 🤯|confused 😕
  worried 😟|slightly_frowning_face 🙁|white_frowning_face ☹️|open_mouth 😮|hushed 😯|astonished 😲|flushed 😳
  pleading_face 🥺|fearful 😨|cold_sweat 😰|disappointed_relieved 😥|cry 😢|sob 😭|scream 😱|confounded 😖
  disappointed 😞|sweat 😓|sweat_smile 😅|weary 😩|tired_face 😫|yawning_face 🥱|triumph 😤|rage 😡|angry 😠
  melting_face 🫠|saluting_face 🫡|skull 💀|skull_and_crossbones ☠️|ghost 👻|robot_face 🤖|see_no_evil 🙈
  hear_no_evil 🙉|speak_no_evil 🙊
  +1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|wave 👋|raised_hands 🙌|clap 👏|pray 🙏|handshake 🤝|muscle 💪
  point_up ☝️|point_up_2 👆|point_down 👇|point_left 👈|point_right 👉|raised_hand ✋|hand ✋|raising_hand 🙋|shrug 🤷
  facepalm 🤦|crossed_fingers 🤞|v ✌️|eyes 👀|brain 🧠|bow 🙇|man-shrugging 🤷‍♂️|woman-shrugging 🤷‍♀️|ear 👂
  writing_hand ✍️|busts_in_silhouette 👥|bust_in_silhouette 👤|detective 🕵️|firefighter 🧑‍🚒
  heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙|purple_heart 💜|broken_heart 💔|sparkles ✨
  star ⭐|star2 🌟|zap ⚡|boom 💥|collision 💥|fire 🔥|100 💯|tada 🎉|confetti_ball 🎊|dizzy 💫|zzz 💤|trophy 🏆|medal 🏅
  gift 🎁|cake 🍰|coffee ☕|beer 🍺|beers 🍻|pizza 🍕|popcorn 🍿
  white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|heavy_multiplication_x ✖️
  heavy_plus_sign ➕|heavy_minus_sign ➖|question ❓|grey_question ❔|exclamation ❗|heavy_exclamation_mark ❗
  bangbang ‼️|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|construction 🚧|rotating_light 🚨
  recycle ♻️|information_source ℹ️|new 🆕|ok 🆗|sos 🆘|up 🆙|cool 🆒|free 🆓|red_circle 🔴|large_orange_circle 🟠
  large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|large_brown_circle 🟤
  white_circle ⚪|black_circle ⚫|large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨
  large_green_square 🟩|large_blue_square 🟦|white_large_square ⬜|black_large_square ⬛|small_red_triangle 🔺
  small_red_triangle_down 🔻|small_blue_diamond 🔹|small_orange_diamond 🔸|arrow_up ⬆️|arrow_down ⬇️
  arrow_right ➡️|arrow_left ⬅️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrows_counterclockwise 🔄
  leftwards_arrow_with_hook ↩️|arrow_forward ▶️|double_vertical_bar ⏸️|black_square_for_stop ⏹️|fast_forward ⏩
  rewind ⏪|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟
  zero 0️⃣|hash #️⃣
  pushpin 📌|round_pushpin 📍|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋|notebook 📓|book 📖|books 📚|bookmark 🔖
  bookmark_tabs 📑|label 🏷️|page_facing_up 📄|page_with_curl 📃|newspaper 📰|scroll 📜|calendar 📆|date 📅
  spiral_calendar_pad 🗓️|card_index_dividers 🗂️|file_folder 📁|open_file_folder 📂|paperclip 📎|link 🔗
  inbox_tray 📥|outbox_tray 📤|package 📦|mailbox 📫|email 📧|envelope ✉️|incoming_envelope 📨|loudspeaker 📢|mega 📣
  bell 🔔|no_bell 🔕|speech_balloon 💬|thought_balloon 💭|left_speech_bubble 🗨️|telephone_receiver 📞|phone ☎️
  pager 📟|fax 📠|movie_camera 🎥|camera 📷|microphone 🎤|studio_microphone 🎙️|headphones 🎧|vhs 📼|film_frames 🎞️
  bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|mag 🔍|mag_right 🔎|microscope 🔬
  telescope 🔭|test_tube 🧪|stethoscope 🩺|adhesive_bandage 🩹|pill 💊|thermometer 🌡️
  computer 💻|desktop_computer 🖥️|keyboard ⌨️|floppy_disk 💾|cd 💿|battery 🔋|electric_plug 🔌|satellite_antenna 📡
  globe_with_meridians 🌐|earth_americas 🌎|earth_africa 🌍|earth_asia 🌏|bulb 💡|flashlight 🔦|wrench 🔧|hammer 🔨
  hammer_and_wrench 🛠️|gear ⚙️|nut_and_bolt 🔩|toolbox 🧰|screwdriver 🪛|link_broken ⛓️|chains ⛓️|lock 🔒|unlock 🔓
  closed_lock_with_key 🔐|key 🔑|shield 🛡️|bug 🐛|beetle 🪲|ladybug 🐞|snail 🐌|turtle 🐢|rabbit2 🐇|cat 🐱|dog 🐶
  unicorn_face 🦄|whale 🐳|penguin 🐧|snake 🐍|crab 🦀|duck 🦆|elephant 🐘|rocket 🚀|airplane ✈️|ship 🚢|boat ⛵
  anchor ⚓|ambulance 🚑|fire_engine 🚒|fire_extinguisher 🧯|police_car 🚓|car 🚗|train 🚋|bike 🚲
  vertical_traffic_light 🚦|traffic_light 🚥|checkered_flag 🏁|triangular_flag_on_post 🚩|crossed_flags 🎌
  white_flag 🏳️|stopwatch ⏱️|timer_clock ⏲️|alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚
  clock1 🕐|clock3 🕒|moneybag 💰|credit_card 💳|dart 🎯|game_die 🎲|jigsaw 🧩|crystal_ball 🔮|magic_wand 🪄|art 🎨
  musical_note 🎵|guitar 🎸|house 🏠|office 🏢|hospital 🏥|factory 🏭|sunny ☀️|sun_with_face 🌞|cloud ☁️
  partly_sunny ⛅|rain_cloud 🌧️|thunder_cloud_and_rain ⛈️|snowflake ❄️|umbrella ☔|ocean 🌊|rainbow 🌈
  crescent_moon 🌙|seedling 🌱|evergreen_tree 🌲|four_leaf_clover 🍀|rose 🌹|sunflower 🌻|lifebuoy 🛟|ring_buoy 🛟
  compass 🧭|world_map 🗺️|arrow_double_down ⏬|arrow_double_up ⏫|lantern 🏮|sun_behind_cloud 🌥️|broom 🧹
  wastebasket 🗑️|ballot_box_with_ballot 🗳️|hammer_and_pick ⚒️|level_slider 🎚️|control_knobs 🎛️|soon 🔜|end 🔚
  back 🔙|on 🔛|top 🔝
`;

const CHARACTERS = new Map(
  TABLE.trim().split(/[|\n]/).map((pair) => pair.trim().split(" ")).filter((pair) => pair.length === 2),
);

const TONES = ["", "", "🏻", "🏼", "🏽", "🏾", "🏿"];

/** What people reach for first in an incident channel; the picker starts with them. */
export const FREQUENT = ["eyes", "white_check_mark", "pushpin", "+1", "tada", "pray", "fire", "rotating_light", "raised_hands", "thinking_face"];

/** The character for "eyes" or "wave::skin-tone-3"; null for a name that is not in the table (a custom emoji). */
export function emojiCharacter(name) {
  const [base, tone] = String(name).split("::");
  const character = CHARACTERS.get(base);
  if (!character) return null;
  return character + (TONES[Number(/^skin-tone-(\d)$/.exec(tone ?? "")?.[1] ?? 0)] ?? "");
}

/** Plain text with its :short_names: turned into characters, for titles and buttons. */
export function withEmoji(text) {
  return String(text).replace(/:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/g, (whole, name) => emojiCharacter(name) ?? whole);
}

/** Of several names for one character only the first, and none that the picker shows among the frequent ones. */
function oneNameEach(pairs) {
  const seen = new Set(FREQUENT.map((name) => CHARACTERS.get(name)));
  return pairs.filter(([, character]) => !seen.has(character) && seen.add(character));
}

/** Up to `most` [name, character] pairs whose name contains the typed letters, those that start with them first. */
export function findEmoji(letters, most = 200) {
  const wanted = letters.toLowerCase();
  if (!wanted) return oneNameEach([...CHARACTERS]).slice(0, most);
  const hits = [...CHARACTERS].filter(([name]) => name.includes(wanted));
  return hits.sort(([a], [b]) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted))).slice(0, most);
}
