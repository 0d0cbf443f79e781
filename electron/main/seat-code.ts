/** Practice numbers carry YL- in front, so that one code can serve every practice. */
export const practiceSeatCode = '8017'

/** Codes 9000-9999 are never issued by a shared desk: a seat that has none draws one of them for itself. */
export function drawSeatCode(randomInt: (below: number) => number): string {
  return String(9000 + randomInt(1000))
}
