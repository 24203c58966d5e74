/** Why a store can't be opened, in one line for whoever runs the server; it names the file or the server. */
export class StoreCannotOpen extends Error {
  override name = "StoreCannotOpen";
}
