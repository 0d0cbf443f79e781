const longest = 40
const shortest = 6

/**
 * A title from place, employer and category, within the 6 to 40 characters of the field; the employer gives way first.
 * Never the caller's name. Null as long as there is too little for one.
 */
export function proposeTitle(parts: { readonly place: string; readonly employer: string; readonly category: string }): string | null {
  const { place, category } = parts
  const room = longest - [...place].length - [...category].length
  const employer = [...parts.employer.trim()].slice(0, Math.max(0, room)).join('')
  const title = [...`${place}${employer}${category}`].slice(0, longest).join('')
  return [...title].length < shortest ? null : title
}
