/** The network a mobile range was given to. Since 2019 subscribers may have taken their number to another (携号转网). */
export type Carrier = 'china-mobile' | 'china-unicom' | 'china-telecom' | 'china-broadnet'

const RANGES: Readonly<Record<Carrier, string>> = {
  'china-mobile':
    '1340 1341 1342 1343 1344 1345 1346 1347 1348 135 136 137 138 139 147 150 151 152 157 158 159 ' +
    '1703 1705 1706 172 178 182 183 184 187 188 195 197 198',
  'china-unicom': '130 131 132 145 155 156 166 167 1704 1707 1708 1709 171 175 176 185 186 196',
  'china-telecom': '133 153 1700 1701 1702 173 174 177 180 181 189 190 191 193 199',
  'china-broadnet': '192',
}

const CARRIER_OF_RANGE = new Map(
  (Object.keys(RANGES) as Carrier[]).flatMap((carrier) =>
    RANGES[carrier].split(' ').map((range) => [range, carrier] as const),
  ),
)

/** `national` has 11 digits. Null for ranges nobody was given, such as 154. */
export function carrierOfMobile(national: string): Carrier | null {
  return CARRIER_OF_RANGE.get(national.slice(0, 3)) ?? CARRIER_OF_RANGE.get(national.slice(0, 4)) ?? null
}
