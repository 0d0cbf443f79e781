import type { Locale } from '../../shared/settings/settings'

/** The few words that the system shows for us. */
export interface SystemWords {
  readonly appName: string
  readonly open: string
  readonly quit: string
  readonly ringing: string
  /** Kind of the files that a backup can be restored from. */
  readonly backupFiles: string
  /** The program can't start, and what to look at. */
  readonly cannotStart: string
}

export const systemWords: Readonly<Record<Locale, SystemWords>> = {
  'zh-CN': {
    appName: '聆席',
    open: '打开聆席',
    quit: '退出',
    ringing: '有来电',
    backupFiles: '聆席工单备份',
    cannotStart: '聆席无法启动。请检查数据文件夹是否可以写入：',
  },
  en: {
    appName: 'Lingxi',
    open: 'Open Lingxi',
    quit: 'Quit',
    ringing: 'Incoming call',
    backupFiles: 'Lingxi backups of orders',
    cannotStart: 'Lingxi cannot start. Check that its data folder can be written: ',
  },
}
