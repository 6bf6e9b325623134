import { z } from "zod";
import { type Envelope, failure, success, userNotFound } from "./envelope";
import { memberId, POOL_ID, type SandboxUser, TENANTS } from "./pool";
import { matches, onePage, paginationSchema } from "./users";
import type { World } from "./world";

/** A TenantUserDto: `linkUserId` is the user's id in the pool, `memberId` is not. */
function memberDto(user: SandboxUser) {
  return {
    email: user.email,
    phone: user.phone,
    phoneCountryCode: "+86",
    username: user.username,
    name: user.name,
    gender: "U",
    userPoolId: POOL_ID,
    tenantId: user.tenantId,
    memberId: memberId(user.userId),
    linkUserId: user.userId,
    isTenantAdmin: user.isTenantAdmin,
  };
}

const listTenantsSchema = paginationSchema.extend({ keywords: z.string().optional() });

export function listTenants(query: unknown): Envelope {
  const parsed = listTenantsSchema.safeParse({ ...(query as object) });
  if (!parsed.success) return failure(400, "page must be 1 or more, limit 1 to 50");
  const words = parsed.data.keywords ?? "";
  const found = TENANTS.filter((tenant) => matches(words, [tenant.name, tenant.code]));
  const page = onePage(found, parsed.data);
  return success({
    ...page,
    list: page.list.map((tenant) => ({
      ...tenant,
      userPoolId: POOL_ID,
      logo: "",
      appIds: [],
      creator: "",
      sourceAppId: "",
      source: "MANUAL",
      host: "",
      enterpriseDomains: [],
    })),
  });
}

const listTenantUsersSchema = z.object({
  tenantId: z.string().min(1),
  keywords: z.string().optional(),
  options: z.object({ pagination: paginationSchema.optional() }).optional(),
});

const tenantNotFound = () => failure(404, "The tenant does not exist");

export function listTenantUsers(body: unknown, world: World): Envelope {
  const parsed = listTenantUsersSchema.safeParse(body);
  if (!parsed.success) return failure(400, "tenantId must not be empty, limit must be 1 to 50");
  const { tenantId, keywords = "", options } = parsed.data;
  if (!TENANTS.some((tenant) => tenant.tenantId === tenantId)) return tenantNotFound();
  const found = world.users.filter(
    (user) =>
      user.tenantId === tenantId && matches(keywords, [user.email, user.phone, user.username, user.name]),
  );
  const page = onePage(found, options?.pagination ?? paginationSchema.parse({}));
  return success({ ...page, list: page.list.map(memberDto) });
}

const getTenantUserSchema = z.object({
  tenantId: z.string().min(1),
  linkUserId: z.string().optional(),
  memberId: z.string().optional(),
});

export function getTenantUser(query: unknown, world: World): Envelope {
  const parsed = getTenantUserSchema.safeParse({ ...(query as object) });
  if (!parsed.success) return failure(400, "tenantId must not be empty");
  const { tenantId, linkUserId, memberId: member } = parsed.data;
  if (!TENANTS.some((tenant) => tenant.tenantId === tenantId)) return tenantNotFound();
  const user = linkUserId
    ? world.find(linkUserId, "user_id")
    : world.users.find((one) => one.tenantId === tenantId && memberId(one.userId) === member);
  return user?.tenantId === tenantId ? success(memberDto(user)) : userNotFound();
}
