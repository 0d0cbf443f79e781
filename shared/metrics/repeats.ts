interface Visit {
  readonly id: string
  readonly at: number
}

/** Who rang when about what: the calls of one caller about one category, in the order in which they rang. */
export class Repeats {
  readonly #byMatter = new Map<string, Visit[]>()
  readonly #matterOf = new Map<string, { readonly matter: string; readonly at: number }>()

  /** `matter` null: not to be compared with any. Gives back those whose neighbours are others now. */
  set(id: string, matter: string | null, at: number): string[] {
    const before = this.#matterOf.get(id)
    if (before?.matter === (matter ?? undefined) && (before === undefined || before.at === at)) return []
    const touched = before === undefined ? [] : this.#remove(id, before.matter)
    return matter === null ? touched : [...touched, ...this.#insert({ id, at }, matter)]
  }

  /** Null for one that is compared with none. */
  neighbours(id: string): { readonly previousAt: number | null; readonly nextAt: number | null } | null {
    const known = this.#matterOf.get(id)
    const visits = known === undefined ? undefined : this.#byMatter.get(known.matter)
    const place = visits?.findIndex((visit) => visit.id === id) ?? -1
    if (visits === undefined || place < 0) return null
    return { previousAt: visits[place - 1]?.at ?? null, nextAt: visits[place + 1]?.at ?? null }
  }

  get size(): number {
    return this.#matterOf.size
  }

  #insert(visit: Visit, matter: string): string[] {
    const visits = this.#byMatter.get(matter) ?? []
    const found = visits.findIndex((each) => each.at > visit.at || (each.at === visit.at && each.id > visit.id))
    const place = found < 0 ? visits.length : found
    visits.splice(place, 0, visit)
    this.#byMatter.set(matter, visits)
    this.#matterOf.set(visit.id, { matter, at: visit.at })
    return idsOf([visits[place - 1], visits[place + 1]])
  }

  #remove(id: string, matter: string): string[] {
    const visits = this.#byMatter.get(matter) ?? []
    const place = visits.findIndex((visit) => visit.id === id)
    visits.splice(place, 1)
    if (visits.length === 0) this.#byMatter.delete(matter)
    this.#matterOf.delete(id)
    return idsOf([visits[place - 1], visits[place]])
  }
}

function idsOf(visits: readonly (Visit | undefined)[]): string[] {
  return visits.flatMap((visit) => (visit === undefined ? [] : [visit.id]))
}
