/** The byte order mark that Excel needs to read Chinese; once, in front of everything. */
export const csvMark = '\ufeff'

/** A whole table as one text. */
export function csvOf(table: readonly (readonly string[])[]): string {
  return csvMark + csvRows(table)
}

/**
 * RFC 4180, for files that are written piece by piece. SECURITY: a cell that a spreadsheet would take for a formula (OWASP, CSV injection)
 * is put in as text: queues and notes are named by people.
 */
export function csvRows(table: readonly (readonly string[])[]): string {
  return table.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

/** Excel takes the wide forms of the signs for the narrow ones where the system is Chinese. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/
const number = /^-?\d+(\.\d+)?$/
/** Digits that are no number but a name: a spreadsheet drops zeros in front, and keeps no more than 15 digits. */
const digitsOfName = /^(0\d+|\d{16,})$/

function cellOf(text: string): string {
  const wouldChange = (formula.test(text) && !number.test(text)) || digitsOfName.test(text)
  const plain = wouldChange ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
