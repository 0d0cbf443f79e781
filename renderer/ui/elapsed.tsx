import { formatSpan } from './format-time'
import { useNow } from './use-now'

/** A running timer, `mm:ss` since a moment. */
export function Elapsed({ since }: { readonly since: number }) {
  return <>{formatSpan(useNow() - since)}</>
}
