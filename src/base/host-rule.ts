/** Which hosts a firm may have asked: any, as where it runs Plumbline itself, or only such as everybody can reach. */
export const hostRules = ['any', 'public'] as const
export type HostRule = (typeof hostRules)[number]
