import { z } from 'zod'
import { ROLES } from '../tickets/lifecycle/roles'

/** What somebody is to the hotline. A person may have several; rights add up, prohibitions of one role bind in that role's acts. */
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>
