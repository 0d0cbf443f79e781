/** Turns codes into the desk's own words; comes from the catalogue. */
export interface CallerWords {
  category(code: string): string
}
