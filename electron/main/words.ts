import type { Locale } from '../../shared/settings/settings'

/** The few words that the system shows for us. */
export interface SystemWords {
  readonly appName: string
  readonly open: string
  readonly quit: string
  readonly ringing: string
}

export const systemWords: Readonly<Record<Locale, SystemWords>> = {
  'zh-CN': { appName: '聆席', open: '打开聆席', quit: '退出', ringing: '有来电' },
  en: { appName: 'Lingxi', open: 'Open Lingxi', quit: 'Quit', ringing: 'Incoming call' },
}
