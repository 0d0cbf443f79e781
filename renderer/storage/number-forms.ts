/** Own numbers, `YL-20261123-8017-024-1`; the year is left out when they are read aloud. */
const own = /^(?:YL)?\d{4}(\d{4}\d{4}\d{3,}\d)$/

/** The number without anything that people leave out or put in: blanks, dashes, the YL- of practice, lower case. */
export function plainNumber(number: string): string {
  return number.normalize('NFKC').toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/^YL/, '')
}

/** Under which forms a ticket is filed: as printed, and as read aloud without the year. */
export function numberForms(numbers: readonly string[]): string[] {
  return [...new Set(numbers.flatMap((number) => {
    const plain = plainNumber(number)
    const spoken = own.exec(plain)?.[1]
    return plain === '' ? [] : spoken === undefined ? [plain] : [plain, spokenForm(spoken)]
  }))]
}

export function spokenForm(plain: string): string {
  return `~${plain}`
}
