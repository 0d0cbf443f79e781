const longest = 40
const shortest = 6
const separator = ' · '
/** A name cut shorter than this says nothing any more. */
const leastOfName = 4

/**
 * A title from place, employer and category, within the 6 to 40 characters of the field; the employer gives way first.
 * Never the caller's name. Null as long as there is too little for one.
 */
export function proposeTitle(parts: { readonly place: string; readonly employer: string; readonly category: string }): string | null {
  const { place, category } = parts
  const around = joined([place, category])
  const employer = shortened(parts.employer.trim(), longest - lengthOf(around) - (around === '' ? 0 : separator.length))
  const title = shortened(joined([place, employer, category]), longest)
  return lengthOf(title) < shortest ? null : title
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(separator)

/** Characters as a person counts them: a rare Han character is one. */
const lengthOf = (text: string): number => [...text].length

function shortened(text: string, room: number): string {
  if (lengthOf(text) <= room) return text
  return room <= leastOfName ? '' : `${[...text].slice(0, room - 1).join('')}…`
}
