import { useTranslation } from 'react-i18next'
import { ageOf } from './format-time'
import { useNow } from './use-now'

/** How old a fact is, in words that move by themselves. */
export function Age({ since }: { readonly since: number | null }) {
  const { t } = useTranslation()
  const now = useNow()
  if (since === null) return <>{t('app.age.never')}</>
  const age = ageOf(since, now)
  return <>{t(age.key, { count: age.count })}</>
}
