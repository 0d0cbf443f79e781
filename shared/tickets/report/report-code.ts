/** Reports that a RED or ORANGE order asks for: in 15 and 30 minutes, then again. Codes of the compulsory actions; source: `tags.json`. */
export const reportCodes = ['ORAL_REPORT', 'WRITTEN_REPORT', 'FOLLOW_UP_REPORT', 'FINAL_REPORT'] as const
export type ReportCode = (typeof reportCodes)[number]

/** A report is read out or printed on a page. */
export const longestReport = 4_000
