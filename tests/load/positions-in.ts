/** How each change of a `ChangesAnswer` begins; within a text its quotes would be escaped. */
const begin = Buffer.from('{"position":')
const zero = 48
const nine = 57

/** The positions of the changes in an answer to `GET /v1/changes`, in their order, without reading anything else of it. */
export function positionsIn(body: Buffer): readonly number[] {
  const positions: number[] = []
  for (let at = body.indexOf(begin); at >= 0; at = body.indexOf(begin, at)) {
    let position = 0
    for (at += begin.length; (body[at] ?? 0) >= zero && (body[at] ?? 0) <= nine; at += 1) position = 10 * position + (body[at] ?? 0) - zero
    positions.push(position)
  }
  return positions
}
