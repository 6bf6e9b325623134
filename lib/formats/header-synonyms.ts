import type { ColumnRole } from "./format";

/** What people are called, which several may be: no user is looked up in GenAuth, or in a list of users, by these. */
const PERSONAL_NAMES = "nickname 昵称 姓名";

/**
 * What columns are called in the files people have, in `compact` spelling (lower case, no separators: header-name.ts),
 * the surest name of a role first. Sources: formats.md sections 2 to 4, and what Chinese admins call them.
 */
export const SYNONYMS: Readonly<Record<Exclude<ColumnRole, "ignore">, readonly string[]>> = {
  userId: words(
    `userid genauthuserid authinguserid genauthid authingid 用户id 用户编号 用户标识 用户唯一标识 成员id`,
  ),
  email:
    words(`email mail emailaddress useremail primaryemail primaryemailaddress loginemail accountemail emails
    emailsaddress emailsvalue emailaddresses upn userprincipalname 邮箱 电子邮箱 邮箱地址 电子邮件 邮件 用户邮箱 邮件地址`),
  phone:
    words(`phone phonenumber mobile mobilephone mobilenumber cellphone cell telephone tel userphone primaryphone
    primaryphonenumber msisdn 手机号 手机 手机号码 电话 电话号码 联系电话 移动电话`),
  username:
    words(`username loginname loginusername login userlogin loginid samaccountname accountname useraccount account
    preferredusername user userkey employee 用户名 登录名 账号 帐号 账户 帐户 账户名 登录账号 登录帐号
    用户账号 用户帐号 用户 工号`),
  externalId: words(`externalid externaluserid originalid sourceid legacyid foreignid employeeid
    employeenumber staffid objectid localid 外部id 原id 原系统id 原用户id 员工编号 员工id`),
  label:
    words(`label serial serialnumber serialno tokenserial tokenserialnumber tokenid deviceserial devicename
    friendlyname name displayname title totpuser 名称 标签 序列号 令牌序列号 设备名称 备注名 ${PERSONAL_NAMES}`),
  secret:
    words(`totpsecret otpsecret twofactorsecret 2fasecret mfasecret tfasecret secretkey sharedsecret otpkey totpkey
    secretbase32 base32secret secretbase32encoded totpsecretkey otpsecretkey mfasecretkey mfakey twofactorkey
    googleauthsecret googleauthenticatorsecret googlesecret gasecret authenticatorsecret authenticatorkey tokensecret
    secret seed hexseed seedhex oathseed otpseed totpseed tokenseed seedkey hexkey hexsecret secrethex oathsecret
    otpcode logintotp timeotpsecret timeotpsecretbase32 timeotpsecrethex timeotpsecretbase64 密钥 秘钥 密匙 otp密钥 totp密钥 otp秘钥 totp秘钥 mfa密钥 2fa密钥 动态口令密钥 动态密码密钥 动态令牌密钥
    令牌密钥 种子 种子密钥 令牌种子 共享密钥 安全密钥 二次验证密钥 两步验证密钥 双因素密钥 多因素密钥 谷歌验证码密钥
    谷歌验证密钥 谷歌密钥 验证器密钥`),
  uri: words(`otpauth otpauthuri otpauthurl otpuri otpurl totpuri totpurl keyuri provisioninguri enrollmenturi uri
    otp链接 totp链接 二维码内容 二维码链接`),
  recoveryCode:
    words(`recoverycode recoverycodes otprecoverycode otprecoverycodes mfarecoverycode mfarecoverycodes
    twofactorrecoverycodes backupcode backupcodes otpbackupcodes totpbackupcodes twofactorbackupcodes mfabackupcodes
    scratchcode scratchcodes recoverycodescode backupcodescode emergencycode emergencycodes recoverykey recovery 恢复码 恢复代码 备用码 备用代码 备份码
    应急码 救援码 一次性恢复码`),
  type: words(`type otptype tokentype factortype otpmethod subtype kind 类型 令牌类型 otp类型 口令类型`),
  algorithm:
    words(`algorithm algo alg hash hashlib hashalgorithm hashfunction hmac otpalgorithm totpalgorithm hashalgo hmacalgorithm hmacalgo
    otpalgo totpalgo otphash totphash 算法 哈希算法
    摘要算法 加密算法`),
  digits: words(`digits otplen otplength codelength codedigits length otpdigits totpdigits digit noofdigits
    numberofdigits numdigits digitcount totplength passcodelength 位数 otp位数 otp长度 验证码位数 口令位数
    密码位数 长度 验证码长度`),
  period: words(`period timestep step interval timeinterval timer totpperiod otpperiod timeperiod stepsize
    totpinterval otpinterval totpstep otpstep totptimestep otptimestep timestepsize timestepperiod refreshinterval
    periods periodsec periodsecs periodseconds periodinseconds timesteps timestepsec timestepseconds timestepinseconds
    intervals intervalsec intervalseconds timeintervals timeintervalsec timeintervalseconds timeintervalinseconds
    stepsec stepseconds 周期秒 时间间隔秒 时间步长秒 步长秒 间隔秒 刷新间隔 周期 时间间隔
    时间步长 步长 间隔 刷新周期 有效期 更新周期`),
  counter: words(
    `counter hotpcounter otpcounter oathcounter eventcounter tokencounter movingfactor 计数器 计数 移动因子`,
  ),
  issuer: words(`issuer totpissuer otpissuer 发行方 颁发者 签发者 发行者 发行人 服务商`),
  confirmed:
    words(`confirmed isconfirmed verified isverified totpverified otpverified mfaverified totpconfirmed
    otpconfirmed otpactivated totpactivated mfaactivated otpactive totpactive mfaactive mfaconfirmed twofactorconfirmed
    otprequiredforlogin activated isactivated mfastatus otpstatus totpstatus factorstatus twofactorstatus 2fastatus enrollmentstatus enrolmentstatus status state 已确认 是否确认 已验证 是否验证 已激活 是否激活 已绑定 是否绑定 状态`),
  disabled:
    words(`disabled isdisabled revoked isrevoked trashed deleted enabled isenabled otpenabled totpenabled
    mfaenabled twofactorenabled 2faenabled 已禁用 是否禁用 禁用 停用 已停用 启用 已启用 是否启用`),
};

/** Names that say "a secret" only if the values look like one: they head many other things as well. */
export const WEAK_SECRET_NAMES: ReadonlySet<string> = new Set(
  words("key totp otp token mfa 2fa code totpcode data value base32 hex metavalue 令牌 动态口令 动态密码"),
);

export const PERSONAL_NAME: ReadonlySet<string> = new Set(words(PERSONAL_NAMES));

/** Names of any system's own ids: GenAuth's if the values have its shape, else an external id (or, for `uid`, a login). */
export const WEAK_ID_NAMES: ReadonlySet<string> = new Set(words("id uid sub subject oid pk 编号"));

function words(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== "");
}
