import { notFound } from "next/navigation";
import { pagePerson } from "@/app/page-door";
import { checkCode, saveOtp } from "@/app/users/actions";
import { UserView } from "@/components/users/user-view";
import { connectionsOf } from "@/lib/auth/connections";
import { pathUserId } from "@/lib/otp/user-id";

export default async function UserPage({ params }: { params: Promise<{ userId: string }> }) {
  const [connection] = await connectionsOf(await pagePerson("users"));
  const userId = pathUserId((await params).userId);
  if (userId === null) notFound();
  if (!connection) return null;
  const { id } = connection;
  return (
    <UserView
      key={`${id} ${userId}`}
      connection={id}
      userId={userId}
      checkCode={checkCode.bind(null, id)}
      saveOtp={saveOtp.bind(null, id)}
    />
  );
}
