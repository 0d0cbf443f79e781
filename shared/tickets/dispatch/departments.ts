import { z } from 'zod'

const DepartmentSchema = z.object({
  code: z.string(),
  level: z.enum(['employer', 'street', 'district', 'city']),
  /**
   * How an order reaches it: `union` in this system; `141` through the grass-roots platform; `own-application` = the
   * worker goes there (arbitration, court); `hotline` = the caller is put through; `with-consent` = only if the caller
   * agrees; `through-lead` = only by the duty lead.
   */
  route: z.enum(['union', '141', 'own-application', 'hotline', 'with-consent', 'through-lead']),
  /** Its public number, if it has one. */
  phone: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  /** Pinyin initials of `zh`. */
  initials: z.string(),
  /** Name of one unit of it; `{place}` is the district's or street's name. */
  unitZh: z.string(),
  unitEn: z.string(),
})

export const DepartmentsSchema = z.object({ departments: z.array(DepartmentSchema) })

export type Department = z.infer<typeof DepartmentSchema>
export type DepartmentRoute = Department['route']
export type Departments = readonly Department[]

/** One unit: a department in its place. Null place = not known (yet), or a department of the whole city. */
export interface UnitRef {
  readonly department: string
  /** District code. */
  readonly district: string | null
  /** Street name in Chinese; streets of most districts have no code. */
  readonly street: string | null
}

/** @throws for a code that is in no data: taxonomy and departments are shipped, and edited, together. */
export function departmentOf(code: string, departments: Departments): Department {
  const department = departments.find((candidate) => candidate.code === code)
  if (department === undefined) throw new Error(`no such department: ${code}`)
  return department
}
