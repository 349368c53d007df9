"""Who may call what: every operation of the API and the roles that it is open to, written down from what the roles mean.

admin: everything. designer: definitions, the catalogue, trying things out. performer: sales work and its records. worker: jobs, and
telling the engine what happened. observer: looks, and changes nothing."""

EVERYBODY = {"admin", "designer", "performer", "worker", "observer"}
PUBLIC = EVERYBODY | {"anonymous"}
ADMIN = {"admin"}
DESIGN = {"admin", "designer"}
LOOK_AT_DESIGN = {"admin", "designer", "performer", "observer"}
SALES = {"admin", "performer"}
LOOK_AT_SALES = {"admin", "performer", "observer"}
WORK = {"admin", "worker"}
TELL = {"admin", "performer", "worker"}
START = {"admin", "designer", "performer", "worker"}
WATCH = {"admin", "observer"}

GROUPS = {
    "PUBLIC": (PUBLIC, """
        GET /livez
        GET /readyz
        GET /openapi.json
        GET /me/calendar.ics
        GET /sign-in/ways
        GET /sign-in
        GET /sign-in/return
        POST /integrations/twenty/{}/webhook
    """),
    "EVERYBODY": (EVERYBODY, """
        GET /me
        DELETE /me/session
    """),
    "DESIGN": (DESIGN, """
        POST /definitions
        POST /definitions/simulate
        POST /definitions/import
        POST /definitions/{}/attachments
        DELETE /definitions/{}/attachments/{}
        POST /decisions/evaluate
        POST /expressions/evaluate
        PUT /products/{}
    """),
    "LOOK_AT_DESIGN": (LOOK_AT_DESIGN, """
        GET /definitions
        GET /definitions/{}
        GET /definitions/{}/attachments
        GET /definitions/{}/attachments/{}
        GET /definitions/{}/versions/{}
        GET /definitions/{}/versions/{}/xml
        GET /definitions/{}/versions/{}/diagram.svg
        GET /definitions/{}/versions/{}/statistics
        GET /products
        GET /products/{}
        GET /users
        GET /users/{}
        GET /groups
        GET /instances
        GET /instances/{}
        GET /instances/{}/variables
        GET /instances/{}/activities
        GET /instances/{}/history
        GET /incidents
        GET /events
    """),
    "SALES": (SALES, """
        POST /opportunities
        PATCH /opportunities/{}
        POST /opportunities/{}/post
        PUT /opportunities/{}/responsible
        PUT /opportunities/{}/stage
        POST /opportunities/{}/attachments
        DELETE /opportunities/{}/attachments/{}
        POST /interactions
        PATCH /interactions/{}
        POST /customers
        PATCH /customers/{}
        POST /contacts
        PATCH /contacts/{}
        POST /leads
        PATCH /leads/{}
        POST /leads/{}/convert
        POST /tickets
        PATCH /tickets/{}
        POST /tasks
        PATCH /tasks/{}
        POST /tasks/{}/claim
        POST /tasks/{}/release
        POST /tasks/{}/assign
        POST /tasks/{}/delegate
        POST /tasks/{}/complete
        POST /tasks/{}/comments
        POST /tasks/{}/attachments
        DELETE /tasks/{}/attachments/{}
        POST /tasks/{}/subtasks
        POST /tasks/{}/accept
        POST /tasks/{}/redirect
        POST /tasks/{}/fail
        POST /instances/{}/adhoc
        POST /tasks/{}/escalate
        PUT /tasks/{}/checklist/{}
    """),
    "LOOK_AT_SALES": (LOOK_AT_SALES, """
        GET /opportunity-kinds
        GET /opportunities
        GET /opportunities/{}
        GET /opportunities/{}/flow
        GET /opportunities/{}/flow.svg
        GET /opportunities/{}/history
        GET /opportunities/{}/attachments
        GET /opportunities/{}/attachments/{}
        GET /interactions
        GET /interactions/{}
        GET /customers
        GET /customers/{}
        GET /contacts
        GET /contacts/{}
        GET /leads
        GET /leads/{}
        GET /tickets
        GET /tickets/{}
        GET /tasks
        GET /adhoc
        PUT /me/calendar-token
        DELETE /me/calendar-token
        GET /tasks/{}
        GET /tasks/{}/attachments
        GET /tasks/{}/attachments/{}
        GET /reports/mis
        GET /reports/funnel
        GET /reports/overdue
        GET /reports/hung
        GET /reports/stale
        GET /reports/workload
        GET /reports/forecast
    """),
    "WORK": (WORK, """
        POST /jobs/lock
        POST /jobs/{}/complete
        POST /jobs/{}/fail
        POST /jobs/{}/error
        POST /jobs/{}/extend
    """),
    "TELL": (TELL, """
        POST /messages
        POST /conditions
        POST /signals
    """),
    "START": (START, """
        POST /instances
    """),
    "WATCH": (WATCH, """
        GET /metrics
    """),
    "ADMIN": (ADMIN, """
        PUT /users/{}
        PATCH /instances/{}/variables
        POST /instances/{}/suspend
        POST /instances/{}/resume
        POST /instances/{}/cancel
        POST /instances/{}/move
        POST /instances/{}/rewind
        POST /instances/{}/migrate
        POST /incidents/{}/retry
        POST /batches
        GET /batches
        GET /batches/{}
        PATCH /timers/{}
        POST /timers/{}/run
        PATCH /jobs/{}
        POST /webhooks
        GET /webhooks
        GET /webhooks/{}
        PATCH /webhooks/{}
        DELETE /webhooks/{}
        POST /webhooks/{}/rotate-secret
        POST /webhooks/{}/replay
        GET /webhooks/{}/deliveries
        POST /webhooks/{}/deliveries/{}/retry
        GET /clock
        POST /clock
    """),
}

ALLOWED = {tuple(line.split()): roles for roles, text in GROUPS.values() for line in text.strip().splitlines()}
