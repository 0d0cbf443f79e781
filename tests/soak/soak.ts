/** A long proof: what `tests/soak/<name>.soak.ts` exports as `soak`. It runs with the app built and a screen at hand. */
export type Soak = {
  /** One line for the list. */
  readonly proves: string
  /** How often, when nobody says. */
  readonly rounds: number
  /**
   * Fails by throwing; `log` says now and then how far it is. What is drawn follows from `seed`, below 2^31; where each round has a
   * seed of its own, it is the first.
   */
  run(rounds: number, log: (line: string) => void, seed: number): Promise<void>
}
