/** `400,000.00`, in yuan with two decimals. */
export function formatFen(fen: number): string {
  const yuan = Math.floor(fen / 100)
  return `${grouped(yuan)}.${String(fen % 100).padStart(2, '0')}`
}

/** `40,000` where there are no fen, else `40,000.50`. */
export function formatFenShort(fen: number): string {
  return fen % 100 === 0 ? grouped(fen / 100) : formatFen(fen)
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

const digitWords = '零一二三四五六七八九'
const unitWords = ['', '十', '百', '千']

/** Read out in Chinese, to be compared with what the caller said: 四十万元整, 六千三百元五角. */
export function fenInWords(fen: number): string {
  const yuan = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const rest = fen % 10
  const head = yuan === 0 && fen > 0 ? '' : `${numberInWords(yuan)}元`
  if (jiao === 0 && rest === 0) return `${head}整`
  const gap = jiao === 0 && head !== '' ? '零' : ''
  return `${head}${jiao > 0 ? `${digitWords.charAt(jiao)}角` : gap}${rest > 0 ? `${digitWords.charAt(rest)}分` : ''}`
}

function numberInWords(value: number): string {
  if (value === 0) return '零'
  const sections = [
    { value: Math.floor(value / 1e8), word: '亿' },
    { value: Math.floor(value / 1e4) % 1e4, word: '万' },
    { value: value % 1e4, word: '' },
  ]
  let words = ''
  let isGap = false
  for (const section of sections) {
    if (section.value === 0) {
      isGap = words !== ''
      continue
    }
    if (words !== '' && (isGap || section.value < 1000)) words += '零'
    words += sectionInWords(section.value) + section.word
    isGap = false
  }
  // 十万, not 一十万: only at the very front.
  return words.replace(/^一十/, '十')
}

function sectionInWords(value: number): string {
  let words = ''
  let isGap = false
  for (let power = 3; power >= 0; power -= 1) {
    const digit = Math.floor(value / 10 ** power) % 10
    if (digit === 0) {
      isGap = words !== ''
      continue
    }
    words += (isGap ? '零' : '') + digitWords.charAt(digit) + (unitWords[power] ?? '')
    isGap = false
  }
  return words
}

/**
 * The other side of a sum: each of a total (rounded down to the fen), or the total of a sum per head. Null when there
 * are not several people.
 */
export function otherSide(
  fen: number,
  scope: 'total' | 'each',
  people: number | undefined,
): { readonly scope: 'total' | 'each'; readonly fen: number } | null {
  if (people === undefined || people < 2) return null
  return scope === 'total' ? { scope: 'each', fen: Math.floor(fen / people) } : { scope: 'total', fen: fen * people }
}
