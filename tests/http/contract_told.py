"""What the server tells beside lists."""

from contract_world import ERRAND, XML, World


class Impact(World):
    def impact(self, text):
        told = self.send("POST", "/definitions?dryRun=true", text, XML).body["impact"]
        return {(one["elementId"], one["instances"]) for one in told}

    def test_every_change_that_an_instance_would_notice_is_told(self):
        self.begin()
        open_now = len(self.client.pages("/instances?definition=errand&state=active"))
        for old, new in (('min="0"', 'min="1"'), ('required="true"', 'required="false"'), ("'\"office\"'", "'\"desk\"'"), ('type="number"', 'type="text"')):
            with self.subTest(new=new):
                self.assertEqual(self.impact(ERRAND.replace(old, new, 1).replace('type="text" required="true" min="0"', 'type="text" required="true"')),
                                 {("ask", open_now)})
        self.assertEqual(self.impact(ERRAND + "\n"), set())
