import { useTranslation } from 'react-i18next'
import type { NumberMarks } from '../../../../shared/callers/number-marks'
import classes from './ring-stage.module.css'

/** Warnings about the number itself, whoever holds it. The call is put through all the same. */
export function NumberMarksList({ marks }: { readonly marks: NumberMarks }) {
  const { t } = useTranslation()
  const words = [
    marks.inVainToday === 0 ? null : t('ringStage.marks.inVain', { count: marks.inVainToday }),
    marks.nuisance === null ? null : t('ringStage.marks.nuisance', { count: marks.nuisance.calls }),
    marks.silentCallsLastHour === 0 ? null : t('ringStage.marks.silent', { count: marks.silentCallsLastHour }),
    marks.silentAlert ? t('ringStage.marks.silentAlert') : null,
  ].filter((word) => word !== null)
  return <>{words.map((word) => <p key={word}><span className={classes.tag} data-look="warn">{word}</span></p>)}</>
}
