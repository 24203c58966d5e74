/** Lets the browser do something else, so that what follows is a task of its own: many short ones don't hold a reader up. */
export const pause = (): Promise<void> => new Promise((done) => setTimeout(done));
