// Builds the page's elements. Text only ever becomes text nodes; nothing here or elsewhere parses HTML.

const SVG = "http://www.w3.org/2000/svg";

function setProperty(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (name === "class") element.className = value;
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** h("p", {class: "x", onclick: f}, "text", node, [more]): children that are null or false are left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) setProperty(element, name, value);
  element.append(...present(children));
  return element;
}

export function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function fill(element, ...children) {
  element.replaceChildren(...present(children));
  return element;
}

// Each icon is a 20 by 20 line drawing.
const ICONS = {
  hash: "M8 3 6.5 17M13.5 3 12 17M4 7.5h13M3 12.5h13",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  archive: "M3 4h14v4H3zM4.5 8v8.5h11V8M8 11.5h4",
  pin: "M7 3h6l-1 6 3 3H5l3-3zM10 12v5.5",
  smile: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M6.8 11.8c1.6 2.6 4.8 2.6 6.4 0M7.5 7.6v.6M12.5 7.6v.6",
  reply: "M3.5 4h13v9.5H9L5.5 17v-3.5h-2z",
  more: "M10 4.4v.2M10 9.9v.2M10 15.4v.2",
  close: "m5 5 10 10M15 5 5 15",
  bolt: "M11 2 4.5 11.5H10L9 18l6.5-9.5H10z",
  send: "M3 3.5 17.5 10 3 16.5 5 10zM5 10h6",
  people: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 16.5c0-6 11-6 11 0M13 9.5a2.6 2.6 0 0 0 0-5.4M15 11.8c2 .7 3 2.3 3 4.7",
  down: "m5 7.5 5 5 5-5",
  plus: "M10 4v12M4 10h12",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  back: "M11.5 4.5 6 10l5.5 5.5",
  play: "M6 3.5v13L16.5 10z",
  pause: "M7 4v12M13 4v12",
  next: "M4.5 4v12l8-6zM15.5 4v12",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1",
  edit: "m4 16 .8-3.5L13.5 3.8l2.7 2.7-8.7 8.7z",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11.5h7.4l.8-11.5",
  file: "M5 2.5h6.5L15.5 6.5v11H5zM11 2.5V7h4.5",
  clip: "m15 9.5-5.5 5.5a3.4 3.4 0 0 1-4.8-4.8l6.5-6.5a2.3 2.3 0 0 1 3.2 3.2l-6.3 6.3a1.1 1.1 0 0 1-1.6-1.6L12 6",
  bookmark: "M5.5 3h9v14L10 13.5 5.5 17z",
  eye: "M2 10c4-7 12-7 16 0-4 7-12 7-16 0M10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; the label is for screen readers and the tooltip. */
export function iconButton(name, label, onclick, extra = "") {
  return h("button", { type: "button", class: `icon-button ${extra}`, title: label, "aria-label": label, onclick }, icon(name));
}
