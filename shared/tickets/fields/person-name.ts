export type NameProblem = 'name-length' | 'name-characters'

const dots = /[・•‧∙⋅．.·]/gu

/**
 * Names of several parts carry one kind of dot, U+00B7, as on the identity card (买买提·艾力). Never longer than the text: a
 * few letters have no composed form and would come apart (UAX #15, composition exclusions); those stay as typed.
 */
export function canonicalName(text: string): string {
  const composed = text.normalize('NFC')
  return (composed.length > text.length ? text : composed).trim().replace(dots, '·')
}

/**
 * A name of 2 to 20 characters, counted in code points: Han with all extensions and ·. 张先生 and 李女士 are names here.
 * Rare characters outside the basic plane count as one.
 */
export function nameProblem(text: string): NameProblem | null {
  const name = canonicalName(text)
  const length = [...name].length
  if (length < 2 || length > 20) return 'name-length'
  return /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u.test(name) ? null : 'name-characters'
}
