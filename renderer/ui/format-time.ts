const pad = (value: number) => String(value).padStart(2, '0')

/** The hotline lives in Asia/Shanghai (UTC+8, no daylight saving), whatever zone this computer is set to. */
const zoneOffsetMs = 8 * 3_600_000

/** A date whose UTC parts are the hotline's local ones. */
export function hotlineDate(epoch: number): Date {
  return new Date(epoch + zoneOffsetMs)
}

/** `mm:ss`, or `h:mm:ss` from an hour on. Negative spans are shown as zero: clocks are corrected now and then. */
export function formatSpan(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(total / 3600)
  const rest = `${pad(Math.floor((total % 3600) / 60))}:${pad(total % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** Local time of the hotline, `HH:mm:ss`. */
export function formatClock(epoch: number): string {
  const date = hotlineDate(epoch)
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`
}

/** `HH:mm` */
export function formatMinute(epoch: number): string {
  return formatClock(epoch).slice(0, 5)
}

/** `MM-DD` */
export function formatDay(epoch: number): string {
  const date = hotlineDate(epoch)
  return `${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`
}

/** `MM-DD HH:mm` */
export function formatMoment(epoch: number): string {
  return `${formatDay(epoch)} ${formatMinute(epoch)}`
}

/** The same without the day where that is today. */
export function formatMomentOf(epoch: number, now: number): string {
  return formatDay(epoch) === formatDay(now) ? formatMinute(epoch) : formatMoment(epoch)
}

/** `yyyy-MM-dd HH:mm`, which spreadsheets read as a time. */
export function formatDateMinute(epoch: number): string {
  return hotlineDate(epoch).toISOString().slice(0, 16).replace('T', ' ')
}

/** Age of something as an i18n key and its count: `age.seconds` 8. */
export function ageOf(since: number, now: number): { readonly key: string; readonly count: number } {
  const seconds = Math.max(0, Math.floor((now - since) / 1000))
  if (seconds < 2) return { key: 'app.age.now', count: 0 }
  if (seconds < 60) return { key: 'app.age.seconds', count: seconds }
  if (seconds < 3600) return { key: 'app.age.minutes', count: Math.floor(seconds / 60) }
  if (seconds < 86_400) return { key: 'app.age.hours', count: Math.floor(seconds / 3600) }
  return { key: 'app.age.days', count: Math.floor(seconds / 86_400) }
}
