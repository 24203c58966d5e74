import { createServer } from "node:http";
import { Server } from "socket.io";

/** The floor: one room, one emit per post, nothing checked, nothing stored. Prints its port. */
const http = createServer();
const io = new Server(http, { serveClient: false, perMessageDeflate: false });
io.engine.on("connection", (raw: { request: unknown }) => {
  raw.request = null;
});
io.on("connection", (socket) => {
  void socket.join("feed");
  socket.on("post", (post: unknown, ack: (answer: unknown) => void) => {
    io.to("feed").emit("feed:changed", post);
    ack({ ok: true });
  });
});
http.listen(0, "localhost", () => {
  const address = http.address();
  process.stdout.write(`PORT ${typeof address === "object" ? address?.port : ""}\n`);
});
