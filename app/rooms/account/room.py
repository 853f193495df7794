from flask import Blueprint

room = Blueprint("account", __name__, template_folder="templates")
