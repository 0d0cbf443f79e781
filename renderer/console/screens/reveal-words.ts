import type { TFunction } from 'i18next'
import type { Reveal } from '../../../shared/tickets/reveal'
import { formatMoment } from '../../ui/format-time'

/** Who looked at what was masked, when, at what and why, one line each; null when nobody did. `as`: how what somebody typed may be shown. */
export function revealLines(reveals: readonly Reveal[], as: (text: string) => string, t: TFunction): string | null {
  return reveals.length === 0 ? null : reveals.map((reveal) => lineOf(reveal, as, t)).join('\n')
}

function lineOf({ by, at, parts, reason, note }: Reveal, as: (text: string) => string, t: TFunction): string {
  const why = t(`reveal.reason.${reason}`)
  return t('reveal.line', {
    at: formatMoment(at),
    who: by.name || by.id,
    parts: parts.map((part) => t(`reveal.part.${part}`)).join(t('app.list.items')),
    why: note === null ? why : t('reveal.why', { reason: why, note: as(note) }),
  })
}
