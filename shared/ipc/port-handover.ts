import { z } from 'zod'

/** Who serves at the far end of a port of the phone page: the console says everything, the ring window answer or decline. */
export const portRoleSchema = z.enum(['console', 'ring'])
export type PortRole = z.infer<typeof portRoleSchema>

/** Channel on which main sends a port to a preload. */
export const portChannel = 'lingxi:port'

/**
 * The window message with which a preload hands a MessagePort (its only `ports` entry) to its page. A new port of a role
 * replaces the old one; the page must check `event.source === window`.
 */
export const portHandoverSchema = z.object({ kind: z.literal('port'), role: portRoleSchema })
export type PortHandover = z.infer<typeof portHandoverSchema>
