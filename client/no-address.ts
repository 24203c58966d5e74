/** In place of what takes an address apart for Socket.IO: a page's line goes to where the page came from (see client/connection.ts). */
export const parse = (): never => {
  throw new Error("No line goes anywhere else.");
};
