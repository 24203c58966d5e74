import { createServer } from "node:http";
import { Server } from "socket.io";

/** The floor: one room, one emit per post, nothing checked, nothing stored. Prints its address. */
const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.engine.on("connection", (raw: { request: unknown }) => {
  raw.request = null;
});
io.on("connection", (socket) => {
  void socket.join("feed");
  socket.on("post", (message: unknown, ack: (answer: unknown) => void) => {
    io.to("feed").emit("feed:changed", message);
    ack({ ok: true });
  });
});
http.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const address = http.address();
  const port = typeof address === "object" ? address?.port : "";
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
/** Its readers come back at the times of ours. */
process.on("SIGTERM", () => {
  io.emit("server:closing", { comeBackAfter: Math.max(1_500, io.engine.clientsCount * 0.4) });
  setTimeout(() => process.exit(), 500);
});
