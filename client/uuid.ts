/**
 * A UUID of version 7 (RFC 9562, 5.7): the time in milliseconds, then chance. The browser's own `randomUUID` makes another version, and
 * none where the page came by http.
 */
export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7xxx-yxxx-xxxxxxxxxxxx`.replace(/[xy]/g, (each) => {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (each === "x" ? byte & 15 : 8 | (byte & 3)).toString(16);
  });
}
