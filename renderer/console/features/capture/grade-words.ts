import type { TFunction } from 'i18next'
import type { Severity } from '../../../../shared/tickets/tags/levels'
import type { Grading } from '../../../../shared/tickets/tags/severity'
import type { CaptureLists } from './capture-lists'

/** Why the order has its colour, one sentence per reason. */
export function gradeWords(grading: Grading, lists: CaptureLists, t: TFunction): readonly string[] {
  const word = lists.locale === 'en' ? 'en' : 'zh'
  const levelWord = (level: Severity) => lists.tags.severities.find((each) => each.code === level)?.[word] ?? level
  const emotionWord = (code: string) => lists.tags.emotions.find((each) => each.code === code)?.[word] ?? code
  return grading.reasons.map((reason) => {
    if (reason.code === 'LEFT_OUT_OF_ACTION' && reason.level === null) return t('tags.ground.LEFT_OUT_OF_ACTION_NONE', { risks: reason.risks.map(lists.risk).join(t('app.list.items')) })
    return t(`tags.ground.${reason.code}`, {
      ...('risk' in reason ? { risk: lists.risk(reason.risk) } : {}),
      ...('risks' in reason ? { risks: reason.risks.map((code) => lists.risk(code)).join(t('app.list.items')) } : {}),
      ...('emotion' in reason ? { emotion: emotionWord(reason.emotion) } : {}),
      ...('from' in reason ? { from: levelWord(reason.from) } : {}),
      ...(reason.level === null ? {} : { level: levelWord(reason.level) }),
    })
  })
}
