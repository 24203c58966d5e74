/** A map that forgets what was used longest ago when it weighs too much. */
export class BoundedCache<K, V> {
  readonly #map = new Map<K, V>();
  readonly #max: number;
  readonly #weigh: (value: V) => number;
  #weight = 0;

  constructor(max: number, weigh: (value: V) => number) {
    this.#max = max;
    this.#weigh = weigh;
  }

  get(key: K): V | undefined {
    const value = this.#map.get(key);
    if (value === undefined) return undefined;
    this.#map.delete(key);
    this.#map.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    const before = this.#map.get(key);
    if (before !== undefined) this.#weight -= this.#weigh(before);
    this.#map.delete(key);
    this.#map.set(key, value);
    this.#weight += this.#weigh(value);
    for (const [oldest, weighed] of this.#map) {
      if (this.#weight <= this.#max) break;
      this.#map.delete(oldest);
      this.#weight -= this.#weigh(weighed);
    }
  }
}
