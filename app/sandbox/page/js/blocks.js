// Block Kit's layout: one function for each kind of block. Controls inside them come from controls.js.

import { control, inputField } from "./controls.js";
import { h } from "./dom.js";
import { isOwn, link } from "./links.js";
import { markdown } from "./markdown.js";
import { mrkdwn, plainText, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

/** A picture of the sandbox itself; any other is named and linked, not loaded. */
export function picture(image, className) {
  const address = image.image_url ?? image.slack_file?.url;
  const alt = image.alt_text ?? "";
  if (address && isOwn(address)) return h("img", { class: className, src: address, alt, loading: "lazy" });
  return h("span", { class: `${className} picture-elsewhere`, title: alt }, "🖼️ ", address ? link(address, alt || "picture") : alt);
}

function section(block, surface) {
  return h(
    "div",
    { class: "block-section" },
    h(
      "div",
      { class: "section-body" },
      block.text && h("div", { class: "text" }, textObject(block.text)),
      block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "text" }, textObject(field)))),
    ),
    block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, surface)),
  );
}

function element(item, block, surface) {
  if (item.type === "image") return picture(item, "accessory-image");
  return control(item, block, surface);
}

function contextItem(item) {
  if (item.type === "image") return picture(item, "context-image");
  return h("span", { class: "text" }, textObject(item));
}

function imageBlock(block) {
  const title = block.title && h("figcaption", {}, textObject(block.title));
  return h("figure", { class: "block-image" }, title, picture(block, "block-picture"));
}

function cell(item) {
  if (!item) return null;
  if (item.type === "rich_text") return richText(item);
  return item.type === "mrkdwn" ? mrkdwn(item.text) : (item.text ?? String(item.value ?? ""));
}

function table(block) {
  const settings = block.column_settings ?? [];
  const row = (tag) => (items) =>
    h("tr", {}, items.map((item, column) => h(tag, { class: `align-${settings[column]?.align ?? "left"}` }, cell(item))));
  const [head, ...body] = block.rows ?? [];
  return h(
    "div",
    { class: "table-scroll" },
    h(
      "table",
      {},
      block.caption && h("caption", {}, block.caption),
      head && h("thead", {}, row("th")(head)),
      h("tbody", {}, body.map(row("td"))),
    ),
  );
}

const ALERT_MARKS = { info: "ℹ️", success: "✅", warning: "⚠️", error: "⛔" };

function card(block, surface) {
  return h(
    "div",
    { class: "block-card" },
    block.title && h("div", { class: "card-title" }, textObject(block.title)),
    block.subtitle && h("div", { class: "muted" }, textObject(block.subtitle)),
    block.body && h("div", { class: "text" }, textObject(block.body)),
    block.actions && h("div", { class: "block-actions" }, block.actions.map((item) => control(item, block, surface))),
  );
}

function container(block, surface) {
  const title = h("summary", {}, textObject(block.title) ?? richText(block.rich_text_title ?? {}));
  return h("details", { class: "block-container", open: !block.default_collapsed }, title, blocks(block.child_blocks, surface));
}

const KINDS = {
  section,
  header: (block) => h("h3", { class: "block-header" }, textObject(block.text)),
  divider: () => h("hr"),
  context: (block) => h("div", { class: "block-context" }, block.elements.map(contextItem)),
  actions: (block, surface) => h("div", { class: "block-actions" }, block.elements.map((item) => control(item, block, surface))),
  context_actions: (block, surface) => h("div", { class: "block-actions" }, block.elements.map((item) => control(item, block, surface))),
  input: inputField,
  markdown: (block) => markdown(block.text),
  rich_text: (block) => richText(block),
  image: imageBlock,
  table,
  data_table: table,
  card,
  carousel: (block, surface) => blocks(block.elements, surface),
  container,
  alert: (block) => h("div", { class: `block-alert alert-${block.level ?? "info"}` }, ALERT_MARKS[block.level] ?? "ℹ️", " ", textObject(block.text)),
  video: (block) => h("div", {}, link(block.title_url ?? block.video_url, plainText(block.title?.text ?? block.alt_text))),
  file: (block) => h("div", { class: "muted" }, `File ${block.external_id ?? ""}`),
};

/** All blocks of one surface (see surface.js). A kind the page does not know is named, so that nothing is hidden. */
export function blocks(list, surface) {
  const shown = (list ?? []).map((block) => {
    const kind = KINDS[block.type];
    return h("div", { class: `block block-kind-${block.type}` }, kind ? kind(block, surface) : h("span", { class: "muted" }, `(${block.type})`));
  });
  return h("div", { class: "blocks" }, shown);
}
