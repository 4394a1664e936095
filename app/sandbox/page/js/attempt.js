// Does an act as the acting person, and says so in a line at the foot of the page if it could not be done.

import { act } from "./api.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

/** What came of the act, or null where it failed. */
export async function attempt(name, details = {}) {
  try {
    return (await act(store.me, name, details)) ?? {};
  } catch (error) {
    toast(error.message);
    return null;
  }
}
