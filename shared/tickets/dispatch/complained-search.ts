import { matchWord, queryWords, rankOf } from '../text-match'
import type { Alias } from '../taxonomy'
import type { Searchable } from '../text-match'
import type { Department, UnitRef } from './departments'
import type { DispatchData } from './dispatch-rules'
import { complainedKey } from './complained'
import { locate, unitAt } from './locate'
import type { Complained, WorkPlace } from './proposal'
import { unitKey } from './unit-key'
import { unitName } from './unit-name'

export interface ComplainedSituation {
  readonly category: string | null
  /** Where the work is: its unions are the likeliest, and stand first. */
  readonly place: WorkPlace
}


/**
 * Who may be complained about and fits a query, by the name of the unit or of its department, by code, pinyin initials or the
 * beginning of an English word; several words must all fit (渝中 总工会, `yz zgh`). An empty query lists the unions of the
 * place of work from the bottom up. The hotline's own people and other departments are offered where the category may be
 * about them.
 */
export function searchComplained(query: string, { category, place }: ComplainedSituation, data: DispatchData): readonly Complained[] {
  const { unionChain, aboutStaffCategories } = data.rules
  const isOpen = category !== null && aboutStaffCategories.includes(category)
  const location = locate(place, data)
  const here = (department: string): Entry => entryOf(unitAt(department, location, data), data)
  const words = queryWords(query)
  const near = unionChain.map(here)
  const staff = isOpen ? [staffEntry] : []
  if (words.length === 0) return [...near, ...staff].map(({ party }) => party)

  const others = isOpen ? data.departments.map(({ code }) => code).filter((code) => !unionChain.includes(code)) : []
  const allowed = new Set([...unionChain, ...others])
  const entries = [...near, ...staff, ...others.map(here), ...entriesOf(data).filter(({ department }) => allowed.has(department?.code ?? ''))]
  const found = new Map<string, { readonly party: Complained; readonly rank: number }>()
  for (const entry of entries) {
    const rank = rankOfEntry(words, entry)
    const key = complainedKey(entry.party)
    if (rank !== null && !found.has(key)) found.set(key, { party: entry.party, rank })
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank).map(({ party }) => party)
}

interface Entry {
  readonly party: Complained
  readonly named: Searchable
  readonly department: Department | null
}

const staffEntry: Entry = {
  party: { kind: 'agent', agentId: null },
  named: { code: null, zh: '12351话务员', en: 'agent of this hotline', initials: 'hwy' },
  department: null,
}

/** Made once for the data in use; an administrator's change is a new object. */
const known = new WeakMap<DispatchData, readonly Entry[]>()

/** Every unit that has a place of its own. */
function entriesOf(data: DispatchData): readonly Entry[] {
  const before = known.get(data)
  if (before !== undefined) return before
  const entries = data.departments.flatMap((department) => unitsOf(department, data).map((unit) => entryOf(unit, data)))
  known.set(data, entries)
  return entries
}

function unitsOf({ code: department, level }: Department, { places }: DispatchData): readonly UnitRef[] {
  switch (level) {
    case 'district':
      return places.districts.map(({ code: district }) => ({ department, district, street: null }))
    case 'street':
      return places.streets.map(({ district, zh: street }) => ({ department, district, street }))
    case 'city':
    case 'employer':
      return []
  }
}

function entryOf(unit: UnitRef, data: DispatchData): Entry {
  const department = data.departments.find(({ code }) => code === unit.department) ?? null
  const place =
    data.places.streets.find(({ zh, district }) => zh === unit.street && district === unit.district) ??
    data.places.districts.find(({ code }) => code === unit.district)
  const [zh, en] = [unitName(unit, 'zh', data), unitName(unit, 'en', data)]
  return {
    party: { kind: 'unit', unit },
    named: { code: unitKey(unit), zh, en, initials: place?.initials ?? department?.initials ?? '', aliases: oldNames(unit, data) },
    department,
  }
}

/** People go on saying the name of a district that was merged. */
function oldNames({ district }: UnitRef, { places }: DispatchData): readonly Alias[] {
  return places.abolished.filter(({ mergedInto }) => mergedInto === district)
}

/** The worst of its words; a unit whose own name fits comes before one that only its department's name brings. */
function rankOfEntry(words: readonly string[], { named, department }: Entry): number | null {
  let worst = 0
  for (const word of words) {
    const own = matchWord(word, named)
    const general = department === null ? null : matchWord(word, department)
    if (own === null && general === null) return null
    worst = Math.max(worst, own === null ? generalRank : rankOf(own.grade))
  }
  return worst
}

const generalRank = 10
