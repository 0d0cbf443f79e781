/** The first character in pinyin order of each letter that begins a syllable. */
const firstOfLetter = Array.from('阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀')
const letters = Array.from('abcdefghjklmnopqrstwxyz')
const byPinyin = new Intl.Collator('zh-u-co-pinyin')

/**
 * Pinyin initials of a name that an administrator has typed, so that it is found like the shipped ones. Of a character with several
 * readings the commonest counts (调 is `d`): whoever types another one finds it by a Chinese fragment.
 */
export function pinyinInitials(text: string): string {
  return Array.from(text.normalize('NFKC').toLowerCase(), initialOf).join('')
}

function initialOf(character: string): string {
  if (/^[a-z0-9]$/.test(character)) return character
  if (!/^\p{Script=Han}$/u.test(character)) return ''
  return letters[firstOfLetter.findLastIndex((first) => byPinyin.compare(first, character) <= 0)] ?? ''
}
