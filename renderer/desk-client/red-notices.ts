import { redNoticeAnswerSchema, redNoticeRoutes, type RedNoticeWish } from '../../shared/desk-api/red-notices'
import type { NoticeOutcome } from '../../shared/help/notifier'
import type { DeskHttp } from './desk-http'

/** Messages of a call for help by way of a shared desk. */
export interface RedNoticesClient {
  /** Never rejects. */
  tell(wish: RedNoticeWish): Promise<NoticeOutcome>
}

/** `desk` gives the desk of the moment, null while there is none. */
export function createRedNoticesClient(desk: () => Pick<DeskHttp, 'ask'> | null): RedNoticesClient {
  return {
    async tell(wish) {
      const answer = await desk()?.ask(redNoticeRoutes.tell, redNoticeAnswerSchema, wish)
      if (answer === undefined) return { kind: 'by-hand' }
      if (!answer.ok) return { kind: answer.error.code === 'unreachable' ? 'by-hand' : 'failed' }
      const { value } = answer
      return value.kind === 'handed-over' ? { kind: 'handed-over', to: 'sms-gateway', at: value.at } : value
    },
  }
}
