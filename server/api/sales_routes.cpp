#include "server/api/sales_routes.hpp"

#include "server/api/handlers.hpp"

namespace onward::api {
namespace {

using auth::Permission;
using http::Method;

constexpr Route table[] = {
    {Method::get, "/api/v1/opportunity-kinds", Permission::opportunities_read,
     list_opportunity_kinds, "listOpportunityKinds"},
    {Method::get, "/api/v1/opportunities", Permission::opportunities_read, list_opportunities,
     "listOpportunities"},
    {Method::post, "/api/v1/opportunities", Permission::opportunities_write, create_opportunity,
     "createOpportunity"},
    {Method::get, "/api/v1/opportunities/{id}", Permission::opportunities_read, get_opportunity,
     "getOpportunity"},
    {Method::patch, "/api/v1/opportunities/{id}", Permission::opportunities_write,
     patch_opportunity, "patchOpportunity"},
    {Method::post, "/api/v1/opportunities/{id}/post", Permission::opportunities_write,
     post_opportunity, "postOpportunity"},
    {Method::put, "/api/v1/opportunities/{id}/responsible", Permission::opportunities_write,
     put_responsible, "setOpportunityResponsible"},
    {Method::put, "/api/v1/opportunities/{id}/stage", Permission::opportunities_write, put_stage,
     "setOpportunityStage"},
    {Method::get, "/api/v1/opportunities/{id}/flow", Permission::opportunities_read,
     get_opportunity_flow, "getOpportunityFlow"},
    {Method::get, "/api/v1/opportunities/{id}/flow.svg", Permission::opportunities_read,
     get_opportunity_picture, "getOpportunityPicture"},
    {Method::get, "/api/v1/opportunities/{id}/history", Permission::opportunities_read,
     list_opportunity_history, "listOpportunityHistory"},

    {Method::post, "/api/v1/opportunities/{id}/attachments", Permission::opportunities_write,
     attach_to_opportunity, "attachToOpportunity"},
    {Method::get, "/api/v1/opportunities/{id}/attachments", Permission::opportunities_read,
     list_opportunity_attachments, "listOpportunityAttachments"},
    {Method::get, "/api/v1/opportunities/{id}/attachments/{attachmentId}",
     Permission::opportunities_read, get_opportunity_attachment, "getOpportunityAttachment"},
    {Method::delete_, "/api/v1/opportunities/{id}/attachments/{attachmentId}",
     Permission::opportunities_write, detach_from_opportunity, "detachFromOpportunity"},

    {Method::get, "/api/v1/customers", Permission::register_read, list_customers, "listCustomers"},
    {Method::post, "/api/v1/customers", Permission::register_write, create_customer,
     "createCustomer"},
    {Method::get, "/api/v1/customers/{id}", Permission::register_read, get_customer, "getCustomer"},
    {Method::patch, "/api/v1/customers/{id}", Permission::register_write, patch_customer,
     "patchCustomer"},
    {Method::get, "/api/v1/contacts", Permission::register_read, list_contacts, "listContacts"},
    {Method::post, "/api/v1/contacts", Permission::register_write, create_contact, "createContact"},
    {Method::get, "/api/v1/contacts/{id}", Permission::register_read, get_contact, "getContact"},
    {Method::patch, "/api/v1/contacts/{id}", Permission::register_write, patch_contact,
     "patchContact"},
    {Method::get, "/api/v1/leads", Permission::register_read, list_leads, "listLeads"},
    {Method::post, "/api/v1/leads", Permission::register_write, create_lead, "createLead"},
    {Method::get, "/api/v1/leads/{id}", Permission::register_read, get_lead, "getLead"},
    {Method::patch, "/api/v1/leads/{id}", Permission::register_write, patch_lead, "patchLead"},
    {Method::post, "/api/v1/leads/{id}/convert", Permission::opportunities_write, convert_lead,
     "convertLead"},
    {Method::get, "/api/v1/tickets", Permission::register_read, list_tickets, "listTickets"},
    {Method::post, "/api/v1/tickets", Permission::register_write, create_ticket, "createTicket"},
    {Method::get, "/api/v1/tickets/{id}", Permission::register_read, get_ticket, "getTicket"},
    {Method::patch, "/api/v1/tickets/{id}", Permission::register_write, patch_ticket,
     "patchTicket"},
    {Method::get, "/api/v1/interactions", Permission::register_read, list_interactions,
     "listInteractions"},
    {Method::post, "/api/v1/interactions", Permission::register_write, create_interaction,
     "createInteraction"},
    {Method::get, "/api/v1/interactions/{id}", Permission::register_read, get_interaction,
     "getInteraction"},
    {Method::patch, "/api/v1/interactions/{id}", Permission::register_write, patch_interaction,
     "patchInteraction"},

    {Method::get, "/api/v1/reports/mis", Permission::reports_read, get_mis_report, "getMisReport"},
    {Method::get, "/api/v1/reports/funnel", Permission::reports_read, get_funnel_report,
     "getFunnelReport"},
    {Method::get, "/api/v1/reports/stale", Permission::reports_read, get_stale_report,
     "getStaleReport"},
    {Method::get, "/api/v1/reports/overdue", Permission::reports_read, get_overdue_report,
     "getOverdueReport"},
    {Method::get, "/api/v1/reports/hung", Permission::reports_read, get_hung_report,
     "getHungReport"},
    {Method::get, "/api/v1/reports/workload", Permission::reports_read, get_workload_report,
     "getWorkloadReport"},
    {Method::get, "/api/v1/reports/forecast", Permission::reports_read, get_forecast_report,
     "getForecastReport"},

    {Method::get, "/api/v1/products", Permission::products_read, list_products, "listProducts"},
    {Method::get, "/api/v1/products/{sku}", Permission::products_read, get_product, "getProduct"},
    {Method::put, "/api/v1/products/{sku}", Permission::products_write, put_product, "putProduct"},

    {Method::get, "/api/v1/users", Permission::users_read, list_users, "listUsers"},
    {Method::get, "/api/v1/users/{id}", Permission::users_read, get_user, "getUser"},
    {Method::put, "/api/v1/users/{id}", Permission::users_write, put_user, "putUser"},
    {Method::get, "/api/v1/groups", Permission::users_read, list_groups, "listGroups"},
};

}  // namespace

std::span<const Route> sales_routes() { return table; }

}  // namespace onward::api
