import type { Locale } from '../../shared/settings/settings'

/** The few words that the system shows for us. */
export interface SystemWords {
  readonly appName: string
  /** Title of the wall's window: nothing of what is on it. */
  readonly wall: string
  readonly open: string
  readonly quit: string
  readonly ringing: string
  /** Of a seat, whose number follows. */
  readonly helpCalled: string
  /** Kind of the files that a backup can be restored from. */
  readonly backupFiles: string
  /** The program can't start, and what to look at. */
  readonly cannotStart: string
}

export const systemWords: Readonly<Record<Locale, SystemWords>> = {
  'zh-CN': {
    appName: '聆席',
    wall: '聆席 · 话务现场',
    open: '打开聆席',
    quit: '退出',
    ringing: '有来电',
    helpCalled: '红单求助，席位',
    backupFiles: '聆席工单备份',
    cannotStart: '聆席无法启动。请检查数据文件夹是否可以写入：',
  },
  en: {
    appName: 'Lingxi',
    wall: 'Lingxi · the floor',
    open: 'Open Lingxi',
    quit: 'Quit',
    ringing: 'Incoming call',
    helpCalled: 'RED call for help, seat',
    backupFiles: 'Lingxi backups of orders',
    cannotStart: 'Lingxi cannot start. Check that its data folder can be written: ',
  },
}
