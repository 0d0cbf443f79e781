/** As much of WebHID's `HIDReportItem` as is read here (WICG WebHID, section 6). */
export interface HidItem {
  readonly isAbsolute: boolean
  readonly isArray: boolean
  readonly isRange: boolean
  readonly isConstant: boolean
  readonly hasPreferredState: boolean
  /** Page in the upper 16 bits, usage in the lower. */
  readonly usages: readonly number[]
  readonly usageMinimum: number
  readonly usageMaximum: number
  /** Bits of one field. */
  readonly reportSize: number
  readonly reportCount: number
}

export interface HidReport {
  readonly reportId: number
  readonly items: readonly HidItem[]
}

export interface HidCollection {
  readonly usagePage: number
  readonly inputReports: readonly HidReport[]
  readonly outputReports: readonly HidReport[]
}

/** One bit of a report that has a meaning of its own. */
export interface Field {
  readonly reportId: number
  /** Within the report, without the byte that holds its id. */
  readonly bit: number
  readonly usage: number
  /**
   * What its device says with it (HID Usage Tables 1.4, section 3.4.1.2, On/Off Control): `switch` keeps its position, `button`
   * springs back, `pulse` says each press with a 1 of its own.
   */
  readonly says: 'switch' | 'button' | 'pulse'
}

/** The single bits of some reports, in the order that HID packs them: low bit first (HID 1.11, section 8.4). */
export function fieldsOf(reports: readonly HidReport[]): readonly Field[] {
  return reports.flatMap(({ reportId, items }) => {
    let bit = 0
    return items.flatMap((item) => {
      const first = bit
      bit += item.reportSize * item.reportCount
      if (item.isConstant || item.isArray || item.reportSize !== 1) return []
      return Array.from({ length: item.reportCount }, (_, at) => ({
        reportId,
        bit: first + at,
        usage: usageAt(item, at),
        says: !item.isAbsolute ? ('pulse' as const) : item.hasPreferredState ? ('button' as const) : ('switch' as const),
      }))
    })
  })
}

function usageAt(item: HidItem, at: number): number {
  if (item.isRange) return Math.min(item.usageMinimum + at, item.usageMaximum)
  // Where there are fewer usages than fields, the last one goes for the rest (HID 1.11, section 6.2.2.8).
  return item.usages[Math.min(at, item.usages.length - 1)] ?? 0
}

/** Length of a report's data in bytes. */
export function lengthOf({ items }: HidReport): number {
  return Math.ceil(items.reduce((bits, item) => bits + item.reportSize * item.reportCount, 0) / 8)
}

export function readBit(data: DataView, bit: number): boolean {
  const at = bit >> 3
  return at < data.byteLength && ((data.getUint8(at) >> (bit & 7)) & 1) === 1
}

export function writeBit(data: Uint8Array, bit: number): void {
  const at = bit >> 3
  data[at] = (data[at] ?? 0) | (1 << (bit & 7))
}
