/** In place of Socket.IO's own times for coming back, which are switched off: a line that is lost comes back by `Comeback`. */
export class Backoff {
  readonly attempts = 0;
  reset(): void {}
}
