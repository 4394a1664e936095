// Shows Slack timestamps ("1700000000.000100", unix seconds) in the visitor's own time zone.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

const DAY_MS = 86_400_000;

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const clockTime = (ts) => clock.format(dateOf(ts));
export const exactTime = (ts) => exact.format(dateOf(ts));

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export const dayKey = (ts) => startOfDay(dateOf(ts));

export function dayName(ts) {
  const date = dateOf(ts);
  const daysAgo = Math.round((startOfDay(new Date()) - startOfDay(date)) / DAY_MS);
  if (daysAgo === 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  return (date.getFullYear() === new Date().getFullYear() ? dayAndMonth : dayAndYear).format(date);
}

export function shortTime(ts) {
  const today = startOfDay(new Date()) === startOfDay(dateOf(ts));
  return today ? clockTime(ts) : `${shortDay.format(dateOf(ts))}, ${clockTime(ts)}`;
}

const PATTERNS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

/** Fills the {date_short} and {time} placeholders of Slack's date format; unknown placeholders stay as they are. */
export function formatDate(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  return format.replace(/\{([a-z_]+)\}/g, (whole, name) => {
    if (name === "ago") return dayName(seconds);
    const options = PATTERNS[name.replace(/_pretty$/, "")];
    return options ? new Intl.DateTimeFormat(undefined, options).format(date) : whole;
  });
}
