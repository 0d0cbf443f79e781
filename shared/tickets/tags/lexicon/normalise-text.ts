/** A piece between two commas. `text` is normalised; windows of the rules are counted in its characters. */
export interface Clause {
  readonly text: string
  /** Where it begins in the normalised text. */
  readonly at: number
  /** Clauses with the same number stand in one sentence. */
  readonly sentence: number
}

export interface NormalisedText {
  readonly clauses: readonly Clause[]
  /** UTF-16 offsets in the typed text for the normalised range [from, to); never inside a surrogate pair. */
  typedRange(from: number, to: number): { readonly start: number; readonly end: number }
}

const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/
const blank = /[\s\u200b-\u200d\u2060\ufeff]/
const mark = /^[\p{M}\uff9e\uff9f]$/u

interface Units {
  readonly text: string[]
  readonly starts: number[]
  readonly ends: number[]
}

/**
 * Step 1 of the lexicon's algorithm: NFKC, blanks out (line breaks stay), the comma between digit groups out, then cut
 * into clauses and sentences. Total on any string, lone surrogates included.
 */
export function normaliseText(typed: string): NormalisedText {
  const units = withoutGroupCommas(foldUnits(typed))
  return {
    clauses: cutClauses(units.text.join('')),
    typedRange: (from, to) => ({ start: units.starts[from] ?? typed.length, end: units.ends[to - 1] ?? typed.length }),
  }
}

/** A phrase of the lexicon, brought into the same form as the text it is looked for in. */
export function normalisePhrase(phrase: string): string {
  return foldUnits(phrase).text.join('')
}

function foldUnits(typed: string): Units {
  const units: Units = { text: [], starts: [], ends: [] }
  for (let at = 0; at < typed.length;) {
    const end = endOfCharacter(typed, at)
    const folded =
      end === at + 1 && isPlain(typed.charCodeAt(at)) ? typed.charAt(at) : typed.slice(at, end).normalize('NFKC')
    for (let index = 0; index < folded.length; index += 1) {
      const unit = folded.charAt(index)
      if (!isPlain(unit.charCodeAt(0))) {
        if (lineBreak.test(unit)) push(units, '\n', at, end)
        else if (!blank.test(unit)) push(units, unit, at, end)
      } else push(units, unit, at, end)
    }
    at = end
  }
  return units
}

function push(units: Units, unit: string, start: number, end: number): void {
  units.text.push(unit)
  units.starts.push(start)
  units.ends.push(end)
}

/** Han of the basic block and printable ASCII: the bulk of what is typed, equal to its own NFKC. */
function isPlain(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code > 0x20 && code < 0x7f)
}

/** A code point with the marks that may melt into it under NFKC. */
function endOfCharacter(typed: string, at: number): number {
  let end = at + width(typed, at)
  while (end < typed.length && !isPlain(typed.charCodeAt(end))) {
    const next = end + width(typed, end)
    if (!mark.test(typed.slice(end, next))) break
    end = next
  }
  return end
}

function width(typed: string, at: number): number {
  return (typed.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

function isDigit(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '0' && unit <= '9'
}

/** `12,000` is one number; `3,4月份` is a list. */
function withoutGroupCommas(units: Units): Units {
  const { text } = units
  const groups = text.map((unit, at) => unit === ',' && isDigit(text[at - 1]) && isGroupOfThree(text, at + 1))
  if (!groups.includes(true)) return units
  const keep = (_: unknown, at: number) => groups[at] !== true
  return { text: text.filter(keep), starts: units.starts.filter(keep), ends: units.ends.filter(keep) }
}

function isGroupOfThree(text: readonly string[], at: number): boolean {
  return isDigit(text[at]) && isDigit(text[at + 1]) && isDigit(text[at + 2]) && !isDigit(text[at + 3])
}

function cutClauses(text: string): Clause[] {
  const clauses: Clause[] = []
  let sentence = 0
  let from = 0
  for (let at = 0; at <= text.length; at += 1) {
    const cut = at === text.length ? 'sentence' : cutAt(text, at)
    if (cut === 'none') continue
    if (at > from) clauses.push({ text: text.slice(from, at), at: from, sentence })
    from = at + 1
    if (cut === 'sentence') sentence += 1
  }
  return clauses
}

function cutAt(text: string, at: number): 'none' | 'clause' | 'sentence' {
  switch (text.charAt(at)) {
    case ',':
    case '、':
      return 'clause'
    case '。':
    case ';':
    case '!':
    case '?':
    case '\n':
      return 'sentence'
    case '.':
      return isDigit(text[at - 1]) && isDigit(text[at + 1]) ? 'none' : 'sentence'
    default:
      return 'none'
  }
}
