import { may, type Action } from '../../../shared/people/permissions'
import type { Role } from '../../../shared/people/role'
import { administrationTabs, type AdministrationTab } from '../features/administration/administration'

const needed = {
  people: 'edit-people', seats: 'edit-seats', queues: 'edit-queues', units: 'edit-units', categories: 'edit-categories', figures: 'edit-figures', limits: 'edit-limits', calendar: 'edit-calendar',
  policies: 'edit-policies', workbook: 'bring-administration', goLive: 'show-go-live', audit: 'read-audit',
} as const satisfies Record<AdministrationTab, Action>

/** What of the desk somebody with these roles keeps or reads; empty for most. */
export function administrationTabsOf(roles: readonly Role[]): readonly AdministrationTab[] {
  return administrationTabs.filter((tab) => may(roles, needed[tab]))
}
