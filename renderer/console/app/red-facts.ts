import areaCodes from '../../../shared/callers/area-codes.json'
import type { CallerIdentity } from '../../../shared/callers/sip-identity'
import { areaOfPlace, type PlaceArea } from '../../../shared/help/emergency-number'
import type { Notice } from '../../../shared/help/notifier'
import type { Draft } from '../../../shared/tickets/draft'
import { recordedEmotions } from '../../../shared/tickets/tags/review-tags'
import { severityOf } from '../../../shared/tickets/tags/severity'
import type { PlaceFields } from '../../../shared/tickets/dispatch/work-place'
import type { RedKindCode } from '../../../shared/tickets/tags/tag-data'
import type { Catalogue } from './catalogue'

/** What whoever dials 110 has to be able to say; under RED everything in full. */
export interface RedFacts {
  /** Null while no RED tag is confirmed: the key may be quicker. */
  readonly redKind: RedKindCode | null
  readonly risks: readonly string[]
  /** Null while nobody has written down where it is. */
  readonly place: string | null
  readonly area: PlaceArea
  /** As it was chosen, for whoever has to hear of it there. */
  readonly placeFields: PlaceFields
  /** Where the number was given out, which says nothing of where the caller is; only a hint while no place is known. */
  readonly numberPlace: string | null
  readonly numberArea: PlaceArea
  readonly number: string | null
  readonly name: string | null
  /** Null while there is no order. */
  readonly orderNumber: string | null
}

export function redFacts(draft: Draft | null, identity: CallerIdentity | null, catalogue: Catalogue, homeArea: string): RedFacts {
  const number = identity?.number ?? null
  const numberPlace = number === null ? null : catalogue.placeOfNumber(number)
  const place = draft === null ? null : placeOf(draft, catalogue)
  const grading = draft === null ? null : severityOf(draft.risks, recordedEmotions(draft), catalogue.tags)
  return {
    redKind: grading?.redKind ?? null,
    risks: draft === null ? [] : draft.risks.filter(({ severity }) => severity === 'RED').map(({ code }) => catalogue.risk(code)),
    place,
    placeFields: { work_district: draft?.values.work_district, work_street: draft?.values.work_street },
    area: draft === null ? { kind: 'unknown' } : areaOf(draft, homeArea),
    numberPlace,
    numberArea: areaOfPlace(numberPlace ?? '', areaCodes, homeArea),
    number: number === null || number.kind === 'anonymous' ? null : number.display,
    name: draft?.values.caller_name ?? null,
    orderNumber: draft?.number ?? null,
  }
}

function placeOf({ values: { work_district, work_street, work_address, employer_name } }: Draft, catalogue: Catalogue): string | null {
  const parts = [
    work_district === undefined ? null : catalogue.district(work_district),
    work_district === undefined || work_street === undefined ? null : catalogue.street(work_district, work_street),
    work_address ?? null,
  ].filter((part): part is string => part !== null && part.trim() !== '')
  if (parts.length === 0) return null
  return [parts.join(' '), employer_name ?? null].filter(Boolean).join(' · ')
}

/** The districts to choose from are those of the hotline's own city; what is written in words may be anywhere. */
function areaOf({ values: { work_district, work_address } }: Draft, homeArea: string): PlaceArea {
  const written = areaOfPlace(work_address ?? '', areaCodes, homeArea)
  return written.kind === 'unknown' && work_district !== undefined ? { kind: 'here' } : written
}

/** Whom the order's kind of RED says to tell, and by what number; before a kind is known, those of both. */
export function redNotices({ redKind, placeFields }: Pick<RedFacts, 'redKind' | 'placeFields'>, { tags }: Pick<Catalogue, 'tags'>, phoneOf: (code: string, place: PlaceFields) => string | null): readonly Notice[] {
  const codes = tags.redKinds.filter(({ code }) => redKind === null || code === redKind).flatMap(({ notify }) => notify)
  return [...new Set(codes)].filter((code) => code !== 'EMERGENCY_SERVICES').map((code) => ({ code, number: phoneOf(code, placeFields) }))
}
